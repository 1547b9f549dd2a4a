import { type Header, masked, type Plan } from "@lintel/core";
import { isCredentialHeader, reveal, Secret } from "@lintel/core/host";
import { ACCEPT_ENCODING } from "./decoded.ts";
import type { RequestBody } from "./request-body.ts";

export interface HeaderRules {
  /** Whether the request goes where the plan meant it to go. */
  readonly trusted: boolean;
  readonly body: Pick<RequestBody, "contentType" | "length"> | undefined;
  readonly url: URL;
}

function isCredential([name, value]: Header): boolean {
  const hasSlot = value instanceof Secret || (Array.isArray(value) && value.some((part) => part instanceof Secret));
  return hasSlot || isCredentialHeader(name, masked(value));
}

function basic({ username, password }: URL): string {
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return `Basic ${Buffer.from(text).toString("base64")}`;
}

function isKept(
  header: Header,
  lower: string,
  { trusted, body, user }: HeaderRules & { readonly user: string | undefined },
) {
  if (!trusted && (lower === "host" || isCredential(header))) return false;
  switch (lower) {
    case "authorization":
      return user === undefined;
    case "content-length":
      return body !== undefined;
    case "content-type":
      return body?.contentType?.startsWith("multipart/") !== true;
    default:
      return true;
  }
}

/** A plan's headers with secrets in place, names and values in turn, and those of the transport where the plan has none. */
export function requestHeaders(
  { headers, expect }: Pick<Plan, "headers" | "expect">,
  { trusted, body, url }: HeaderRules,
): readonly string[] {
  // httpx lets a user in the address go before any other authorization.
  const user = trusted && (url.username !== "" || url.password !== "") ? basic(url) : undefined;
  const told = { trusted, body, url, user };
  const lines: string[] = [];
  const names: string[] = [];
  for (const header of headers) {
    const [name, value] = header;
    const lower = name.toLowerCase();
    if (!isKept(header, lower, told)) continue;
    names.push(lower);
    lines.push(name, reveal(value));
  }
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined && !names.includes(name)) lines.push(name, value);
  };
  add("content-type", body?.contentType);
  add("content-length", body?.length?.toString());
  add("authorization", user);
  add("accept", "*/*");
  add("accept-encoding", expect === "stream" ? "identity" : ACCEPT_ENCODING);
  add("user-agent", "lintel");
  return lines;
}
