import { toDataUri } from "../bytes/data-uri.ts";
import { mediaTypeOfName } from "../bytes/media-type-of-name.ts";
import { entries, fromUser, isArray, isObject, type Json, type JsonObject, numeric, pointer } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { type BytesNeed, bytes, type Document } from "../need.ts";
import { pythonType } from "../params/python-type.ts";
import { pythonStr } from "../python-text.ts";

/** The document as a provider is given it, or what is wrong: `bad` by LiteLLM's own check, `raised` by Python. */
export type OcrDocumentRead =
  | { readonly read: "document"; readonly document: JsonObject; readonly losses: readonly Loss[] }
  | { readonly read: "bad"; readonly text: string }
  | { readonly read: "raised"; readonly text: string };

const UNKNOWN_BYTES = "application/octet-stream";
// Python's \w is wider than JavaScript's, and its $ stands before a last line feed too.
const MEDIA_TYPE = /^[\p{L}\p{N}_.+-]+\/[\p{L}\p{N}_.+-]+\n?$/u;

const FILE_FIELDS: readonly string[] = ["type", "file", "mime_type"];

const NO_DICT = "document must be a dict with 'type' and URL/file field";
const NO_FILE =
  "document with type='file' must include a 'file' field containing a pathlib.Path, file-like object, or bytes";
const BARE_TEXT =
  "OCR file input does not accept bare str values. Pass bytes, a pathlib.Path, or a file-like object. To OCR a local file from a path, call open(path, 'rb') yourself.";

type Dict = Readonly<Record<string, unknown>>;

function isDict(value: unknown): value is Dict {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether only a host can read this file. What JSON can hold never is: it may come from a stranger, and name any path. */
function isForHost(file: unknown): boolean {
  return (
    typeof file === "object" && file !== null && !Array.isArray(file) && !isDict(file) && !(file instanceof Uint8Array)
  );
}

/** The bytes a host must supply before the document can be read. */
export function fileNeed(document: unknown): BytesNeed | undefined {
  if (!isDict(document) || document.type !== "file" || !isForHost(document.file)) return undefined;
  return bytes({ from: "file", file: document.file, parameter: "document.file" });
}

function isTrue(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false || value === "") return false;
  if (isArray(value)) return value.length > 0;
  return isObject(value) ? entries(value).length > 0 : numeric(value) !== 0;
}

function typeOf(value: unknown): string {
  const taken = fromUser(value);
  return taken.ok ? pythonType(taken.value) : typeof value;
}

function droppedFrom(document: Dict): readonly Loss[] {
  return Object.keys(document)
    .filter((key) => document[key] !== undefined && !FILE_FIELDS.includes(key))
    .map((key) => ({
      pointer: pointer(["document", key]),
      action: "dropped",
      reason: "a file goes as its bytes alone",
    }));
}

function inlined({ bytes: content, name = "", mediaType = UNKNOWN_BYTES }: Document, document: Dict): OcrDocumentRead {
  if (content.length === 0) return { read: "raised", text: "File is empty or could not be read" };
  const { mime_type: told = mediaTypeOfName(name) ?? mediaType } = document;
  if (typeof told !== "string")
    return { read: "raised", text: `expected string or bytes-like object, got '${typeOf(told)}'` };
  if (!MEDIA_TYPE.test(told)) return { read: "raised", text: `Invalid MIME type: ${told}` };
  const type = told.startsWith("image/") ? "image_url" : "document_url";
  return { read: "document", document: { type, [type]: toDataUri(content, told) }, losses: droppedFrom(document) };
}

function fromFile(document: Dict, supplied: Document | undefined): OcrDocumentRead {
  const { file } = document;
  if (file === undefined || file === null) return { read: "raised", text: NO_FILE };
  if (typeof file === "string") return { read: "raised", text: BARE_TEXT };
  if (file instanceof Uint8Array) return inlined({ bytes: file }, document);
  if (supplied !== undefined) return inlined(supplied, document);
  const text = `Unsupported file input type: <class '${typeOf(file)}'>. Expected pathlib.Path, bytes, or a file-like object.`;
  return { read: "raised", text };
}

function badType(type: unknown): OcrDocumentRead {
  const taken = fromUser(type ?? null);
  const shown = taken.ok ? pythonStr(taken.value) : typeof type;
  return { read: "bad", text: `Invalid document type: ${shown}. Must be 'document_url', 'image_url', or 'file'` };
}

/** A caller's `document`: checked, and a file turned into a data URI (LiteLLM's `_prepare_ocr_request`). */
export function readDocument(value: unknown, supplied: Document | undefined): OcrDocumentRead {
  if (!isDict(value)) return { read: "bad", text: NO_DICT };
  if (value.type === "file") return fromFile(value, supplied);
  const { type } = value;
  const taken = fromUser(value);
  const document = taken.ok ? taken.value : {};
  if (!isObject(document)) return { read: "bad", text: NO_DICT };
  if (type !== "document_url" && type !== "image_url") return badType(type);
  if (!taken.ok) return { read: "bad", text: `document${taken.pointer}: ${taken.message}` };
  if (!isTrue(document[type])) return { read: "bad", text: "Document URL is required" };
  return { read: "document", document, losses: [] };
}
