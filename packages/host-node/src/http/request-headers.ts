import { type Header, masked, type Plan } from "@lintel/core";
import { isCredentialHeader, reveal, Secret } from "@lintel/core/host";
import { ACCEPT_ENCODING } from "./decoded.ts";
import type { RequestBody } from "./request-body.ts";

export interface HeaderRules {
  /** Whether the request goes where the plan meant it to go. */
  readonly trusted: boolean;
  readonly body: RequestBody | undefined;
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

/** A plan's headers with secrets in place, names and values in turn, and those of the transport where the plan has none. */
export function requestHeaders({ headers, expect }: Plan, { trusted, body, url }: HeaderRules): readonly string[] {
  const isMultipart = body?.contentType?.startsWith("multipart/") === true;
  // httpx lets a user in the address go before any other authorization.
  const user = trusted && (url.username !== "" || url.password !== "") ? basic(url) : undefined;
  const kept = headers.filter(
    (header) =>
      (user === undefined || header[0].toLowerCase() !== "authorization") &&
      (trusted || (!isCredential(header) && header[0].toLowerCase() !== "host")) &&
      (body !== undefined || header[0].toLowerCase() !== "content-length") &&
      (!isMultipart || header[0].toLowerCase() !== "content-type"),
  );
  const has = new Set(kept.map(([name]) => name.toLowerCase()));
  const added: readonly (readonly [string, string | undefined])[] = [
    ["content-type", body?.contentType],
    ["content-length", body?.length?.toString()],
    ["authorization", user],
    ["accept", "*/*"],
    ["accept-encoding", expect === "stream" ? "identity" : ACCEPT_ENCODING],
    ["user-agent", "lintel"],
  ];
  return [
    ...kept.flatMap(([name, value]) => [name, reveal(value)]),
    ...added.flatMap(([name, value]) => (value === undefined || has.has(name) ? [] : [name, value])),
  ];
}
