import { fromBase64, toBase64 } from "./base64.ts";

/** A `data:` URI taken apart (RFC 2397). */
export interface DataUri {
  /** Type and subtype, without parameters; empty if the URI names none. */
  readonly mediaType: string;
  readonly parameters: readonly string[];
  readonly isBase64: boolean;
  /** What stands after the comma, still encoded. */
  readonly data: string;
}

/** Bytes as a base64 `data:` URI; the media type is written as it is given. */
export function toDataUri(bytes: Uint8Array, mediaType: string): string {
  return `data:${mediaType};base64,${toBase64(bytes)}`;
}

/** The parts of a `data:` URI; undefined for any other text. */
export function parseDataUri(text: string): DataUri | undefined {
  const comma = text.indexOf(",");
  if (comma === -1 || text.slice(0, 5).toLowerCase() !== "data:") return undefined;
  const [mediaType = "", ...rest] = text.slice(5, comma).split(";");
  const isBase64 = rest.at(-1)?.trim().toLowerCase() === "base64";
  return {
    mediaType: mediaType.trim(),
    parameters: isBase64 ? rest.slice(0, -1) : rest,
    isBase64,
    data: text.slice(comma + 1),
  };
}

/** The bytes a `data:` URI holds; undefined if the text is no such URI or its base64 is broken. */
export function dataUriBytes(text: string): Uint8Array | undefined {
  const uri = parseDataUri(text);
  if (uri === undefined) return undefined;
  return uri.isBase64 ? fromBase64(uri.data) : percentDecoded(uri.data);
}

function percentDecoded(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const out = new Uint8Array(bytes.length);
  let at = 0;
  for (let index = 0; index < bytes.length; index++) {
    const pair = bytes[index] === 37 ? hexPair(bytes[index + 1], bytes[index + 2]) : undefined;
    out[at++] = pair ?? bytes[index] ?? 0;
    if (pair !== undefined) index += 2;
  }
  return out.subarray(0, at);
}

function hexPair(high = 0, low = 0): number | undefined {
  const text = String.fromCharCode(high, low);
  return /^[0-9a-fA-F]{2}$/.test(text) ? Number.parseInt(text, 16) : undefined;
}
