import { fromBase64, truthy } from "@lintel/core";
import type { Json, JsonObject } from "@lintel/core/json";
import { notText } from "../../ocr/index.ts";

const ID = "reducto://";
const NO_URL =
  "Reducto requires type='file' (auto-uploaded) or a reducto:// id. Plain http(s) URLs are not supported; upload the file first.";
const NO_ID = "Reducto requires a reducto:// id or a base64 data URI after OCR preprocessing.";

/** A document: already uploaded, to be uploaded, or refused; `raised` by Python, `bad` by LiteLLM's own check. */
export type Source =
  | { readonly source: "id"; readonly id: string }
  | { readonly source: "bytes"; readonly bytes: Uint8Array; readonly mediaType: string }
  | { readonly source: "bad"; readonly text: string }
  | { readonly source: "raised"; readonly text: string };

function bad(text: string): Source {
  return { source: "bad", text };
}

function fromData(uri: string): Source {
  const comma = uri.indexOf(",");
  if (comma === -1) return bad("Invalid Reducto data URI provided.");
  const head = uri.slice(0, comma);
  if (!head.includes(";base64")) return bad("Reducto only supports base64-encoded data URIs.");
  const [type = ""] = head.slice("data:".length).split(";", 1);
  const encoded = uri.slice(comma + 1);
  const bytes = encoded.length % 4 === 0 ? fromBase64(encoded) : undefined;
  if (bytes === undefined) return bad("Invalid Reducto base64 payload provided.");
  return { source: "bytes", bytes, mediaType: type === "" ? "application/octet-stream" : type };
}

/** What a document is to Reducto (`extract_file_id_or_bytes`). */
export function readSource({ document_url = null, image_url = null }: JsonObject): Source {
  const found: Json = truthy(document_url) ? document_url : image_url;
  if (typeof found !== "string") return { source: "raised", text: notText(found) };
  if (found.startsWith(ID)) return { source: "id", id: found };
  if (/^https?:\/\//.test(found)) return bad(NO_URL);
  return found.startsWith("data:") ? fromData(found) : bad(NO_ID);
}
