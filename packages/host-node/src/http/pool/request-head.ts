import type { TransportFailure } from "@lintel/core";
import type { Request } from "../transport.ts";

/** A request's head as it goes on the wire, up to the line that tells the body's length. */
export interface PrintedHead {
  readonly origin: string;
  readonly text: string;
  /** Whether all of it is ASCII. */
  readonly isAscii: boolean;
  /** Whether the request itself asks that the connection be closed. */
  readonly closes: boolean;
  /** The length that the headers tell. */
  readonly length: string | undefined;
}

/** Why a request is not sent. */
export interface Refusal {
  readonly failure: TransportFailure;
}

/** By character: what may stand in a name or a method, https://www.rfc-editor.org/rfc/rfc9110#name-tokens. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const WRONG_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
const ABOVE_ASCII = /[\x80-\xff]/;

/** Fields that decide how the message is framed, or what the connection turns into: the transport's own affair. */
const REFUSED: ReadonlySet<string> = new Set([
  "transfer-encoding",
  "keep-alive",
  "upgrade",
  "expect",
  "te",
  "trailer",
  "proxy-connection",
]);

export function refused(message: string): Refusal {
  return { failure: { kind: "protocol", message } };
}

interface Own {
  host: string | undefined;
  length: string | undefined;
  connection: string | undefined;
}

/** A header that the transport writes itself, noted; or what is wrong with it. */
function note(name: string, value: string, own: Own): string | undefined {
  if (REFUSED.has(name)) return `invalid ${name} header`;
  if (name !== "host" && name !== "content-length" && name !== "connection") return undefined;
  const member = name === "content-length" ? "length" : name;
  if (own[member] !== undefined) return `duplicate ${name} header`;
  own[member] = value;
  return undefined;
}

// Of these lengths are the names that matter to the transport: the others are not looked at twice.
const OWN_LENGTHS: ReadonlySet<number> = new Set(
  [...REFUSED, "host", "content-length", "connection"].map((name) => name.length),
);
const WRITTEN: ReadonlySet<string> = new Set(["host", "content-length", "connection"]);

function fieldLines(headers: readonly string[], own: Own): { readonly lines: string } | { readonly wrong: string } {
  let lines = "";
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] ?? "";
    const value = headers[at + 1] ?? "";
    if (!NAME.test(name)) return { wrong: "invalid header key" };
    if (WRONG_IN_VALUE.test(value)) return { wrong: `invalid ${name} header` };
    const lower = OWN_LENGTHS.has(name.length) ? name.toLowerCase() : "";
    const wrong = lower === "" ? undefined : note(lower, value, own);
    if (wrong !== undefined) return { wrong };
    if (!WRITTEN.has(lower)) lines += `${name}: ${value}\r\n`;
  }
  return { lines };
}

/** Prints a request's head, https://www.rfc-editor.org/rfc/rfc9112; what could be read as more than one request is refused. */
export function requestHead({
  method,
  url,
  headers,
}: Pick<Request, "method" | "url" | "headers">): PrintedHead | Refusal {
  if (!NAME.test(method)) return refused("invalid request method");
  const own: Own = { host: undefined, length: undefined, connection: undefined };
  const fields = fieldLines(headers, own);
  if ("wrong" in fields) return refused(fields.wrong);
  const asked = own.connection?.toLowerCase();
  if (asked !== undefined && asked !== "close" && asked !== "keep-alive") return refused("invalid connection header");
  const { origin, pathname, search, host } = url;
  const connection = asked ?? "keep-alive";
  const text = `${method} ${pathname}${search} HTTP/1.1\r\nhost: ${own.host ?? host}\r\nconnection: ${connection}\r\n${fields.lines}`;
  return { origin, text, isAscii: !ABOVE_ASCII.test(text), closes: asked === "close", length: own.length };
}
