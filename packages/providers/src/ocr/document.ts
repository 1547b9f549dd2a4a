import { type BytesNeed, bytes, type Document, pythonType, toDataUri } from "@lintel/core";
import { entries, type Json, type JsonObject, object } from "@lintel/core/json";

function typeOf({ type }: JsonObject): "document_url" | "image_url" {
  return type === "image_url" ? type : "document_url";
}

/** Where a document is, or what it holds: what stands under its type. */
export function sourceOf(document: JsonObject): Json {
  return document[typeOf(document)] ?? null;
}

/** The words of Python's error where a source is no text. */
export function notText(source: Json): string {
  return `'${pythonType(source)}' object has no attribute 'startswith'`;
}

/** Whether a source is a `data:` URI at all: what LiteLLM sends on as it is. */
export function isData(source: string): boolean {
  return source.startsWith("data:");
}

/** The bytes a host must fetch where a document is only an address, and has to go inlined. */
export function inlineNeed(
  document: JsonObject,
  isInlined: (source: string) => boolean,
): { readonly document?: BytesNeed } {
  const source = sourceOf(document);
  if (typeof source !== "string" || isInlined(source)) return {};
  return { document: bytes({ from: "url", url: source, parameter: `document.${typeOf(document)}` }) };
}

/** The document with what was fetched in the place of its address. */
export function inlined(document: JsonObject, fetched: Document | undefined): JsonObject {
  if (fetched === undefined) return document;
  const uri = toDataUri(fetched.bytes, fetched.mediaType ?? "application/octet-stream");
  const place = typeOf(document);
  return object(entries(document).map(([key, value]) => [key, key === place ? uri : value]));
}
