import type { TransportFailure } from "@lintel/core";
import type { Request } from "../transport.ts";

/** A request as it goes on the wire: one text or one buffer where it is small, its head and its body otherwise. */
export interface Wire {
  readonly pieces: readonly (string | Uint8Array)[];
  /** Of the pieces that are text. */
  readonly encoding: "latin1" | "utf8";
  /** Whether the request itself asks that the connection be closed. */
  readonly closes: boolean;
}

/** A request with a body that the pool can carry. */
export type PoolRequest = Request & { readonly body: string | Uint8Array | null };

export type WireOrFailure = Wire | { readonly failure: TransportFailure };

const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const WRONG_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
const ABOVE_ASCII = /[\x80-\xff]/;
// A body beyond this is written beside its head rather than copied behind it.
const MOST_JOINED_BYTES = 64 * 1024;
const WITH_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

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

function refused(message: string): { readonly failure: TransportFailure } {
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

function lengthLine(size: number | undefined, method: string, told: string | undefined): string | undefined {
  const length = size ?? 0;
  if (told !== undefined && told !== String(length)) return undefined;
  return size !== undefined || told !== undefined || WITH_BODY.has(method) ? `content-length: ${length}\r\n` : "";
}

function joined(head: string, body: string | Uint8Array | null, size: number): Pick<Wire, "pieces" | "encoding"> {
  const isPlainHead = !ABOVE_ASCII.test(head);
  if (body === null) return { pieces: [head], encoding: "latin1" };
  if (typeof body === "string" && isPlainHead)
    return { pieces: [head + body], encoding: size === body.length ? "latin1" : "utf8" };
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  if (bytes.length > MOST_JOINED_BYTES) return { pieces: [head, bytes], encoding: "latin1" };
  return { pieces: [Buffer.concat([Buffer.from(head, "latin1"), bytes])], encoding: "latin1" };
}

/** The bytes of a request, https://www.rfc-editor.org/rfc/rfc9112; what could be read as more than one request is refused. */
export function requestWire({ method, url, headers, body }: PoolRequest): WireOrFailure {
  if (!NAME.test(method)) return refused("invalid request method");
  const own: Own = { host: undefined, length: undefined, connection: undefined };
  const fields = fieldLines(headers, own);
  if ("wrong" in fields) return refused(fields.wrong);
  const asked = own.connection?.toLowerCase();
  if (asked !== undefined && asked !== "close" && asked !== "keep-alive") return refused("invalid connection header");
  const size = body === null ? undefined : typeof body === "string" ? Buffer.byteLength(body) : body.length;
  const length = lengthLine(size, method, own.length);
  if (length === undefined) return refused("the content-length header is not the length of the body");
  const path = `${url.pathname}${url.search}`;
  const connection = asked ?? "keep-alive";
  const head = `${method} ${path} HTTP/1.1\r\nhost: ${own.host ?? url.host}\r\nconnection: ${connection}\r\n${fields.lines}${length}\r\n`;
  return { ...joined(head, body, size ?? 0), closes: asked === "close" };
}
