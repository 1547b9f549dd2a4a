import { type Reply, utf8Fault } from "@lintel/core";
import { type Json, parse } from "@lintel/core/json";

/** A reply's JSON, or the words of the Python error its reading raises. */
export type ReplyJson = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly message: string };

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/** What httpx's `response.json()` gives: a byte order mark is left out, wrong UTF-8 is an error. */
export function replyJson({ body }: Reply): ReplyJson {
  const bytes = MARK.every((byte, index) => body[index] === byte) ? body.subarray(MARK.length) : body;
  const text = decoded(bytes);
  if (text === undefined) return { ok: false, message: decodeError(bytes) };
  const parsed = parse(text);
  return parsed.ok ? parsed : { ok: false, message: parsed.message };
}

function decodeError(bytes: Uint8Array): string {
  const { at, length, reason } = utf8Fault(bytes) ?? { at: 0, length: 1, reason: "invalid start byte" };
  const byte = (bytes[at] ?? 0).toString(16).padStart(2, "0");
  const what = length === 1 ? `byte 0x${byte} in position ${at}` : `bytes in position ${at}-${at + length - 1}`;
  return `'utf-8' codec can't decode ${what}: ${reason}`;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
