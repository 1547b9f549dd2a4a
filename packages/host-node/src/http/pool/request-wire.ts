import type { Socket } from "node:net";
import type { Request } from "../transport.ts";
import { type PrintedHead, type Refusal, refused } from "./request-head.ts";

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

// A body beyond this is written beside its head rather than copied behind it.
const MOST_JOINED_BYTES = 64 * 1024;
const WITH_BODY: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH"]);

function lengthLine(size: number | undefined, method: string, told: string | undefined): string | undefined {
  const length = size ?? 0;
  if (told !== undefined && told !== String(length)) return undefined;
  return size !== undefined || told !== undefined || WITH_BODY.has(method) ? `content-length: ${length}\r\n` : "";
}

/** The bytes of a request, https://www.rfc-editor.org/rfc/rfc9112. */
export function requestWire(
  { method, body }: PoolRequest,
  { text, isAscii, closes, length: told }: PrintedHead,
): Wire | Refusal {
  const size = body === null ? undefined : typeof body === "string" ? Buffer.byteLength(body) : body.length;
  const length = lengthLine(size, method, told);
  if (length === undefined) return refused("the content-length header is not the length of the body");
  const head = `${text}${length}\r\n`;
  if (body === null) return { pieces: [head], encoding: "latin1", closes };
  if (typeof body === "string" && isAscii)
    return { pieces: [head + body], encoding: size === body.length ? "latin1" : "utf8", closes };
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  if (bytes.length > MOST_JOINED_BYTES) return { pieces: [head, bytes], encoding: "latin1", closes };
  return { pieces: [Buffer.concat([Buffer.from(head, "latin1"), bytes])], encoding: "latin1", closes };
}

/** Writes a request, its pieces together. */
export function writeWire(socket: Socket, { pieces, encoding }: Wire): void {
  if (pieces.length > 1) socket.cork();
  for (const piece of pieces) {
    if (typeof piece === "string") socket.write(piece, encoding);
    else socket.write(piece);
  }
  if (pieces.length > 1) socket.uncork();
}
