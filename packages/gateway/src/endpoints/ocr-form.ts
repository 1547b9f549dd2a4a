import { mediaTypeOfName } from "@lintel/core";
import { type Json, type JsonObject, object, parse } from "@lintel/core/json";
import type { FormPart } from "../forward/form-parts.ts";

/** The largest file that is taken, in bytes. */
export const MOST_FILE = 50 * 1024 * 1024;

export type OcrFormRead =
  | { readonly read: "form"; readonly value: JsonObject }
  | { readonly read: "refused"; readonly message: string };

function refused(message: string): OcrFormRead {
  return { read: "refused", message };
}

/** What LiteLLM says of a form without a document. */
export const NO_FILE = "Multipart OCR request must include a 'file' field with the document to process";

const IMAGES = /^image\//;

const UNKNOWN = "application/octet-stream";

function mediaTypeOf({ filename = "", type = "" }: FormPart): string {
  const [told = ""] = type.split(";");
  const supplied = told.trim();
  return supplied !== "" && supplied !== UNKNOWN ? supplied : (mediaTypeOfName(filename) ?? UNKNOWN);
}

function documentOf(file: FormPart): JsonObject {
  const type = mediaTypeOf(file);
  const address = `data:${type};base64,${Buffer.from(file.bytes).toString("base64")}`;
  return IMAGES.test(type)
    ? { type: "image_url", image_url: address }
    : { type: "document_url", document_url: address };
}

function jsonOrText(bytes: Uint8Array): Json {
  const text = new TextDecoder().decode(bytes);
  const read = parse(text);
  return read.ok ? read.value : text;
}

const ASIDE: ReadonlySet<string> = new Set(["file", "document"]);

/** A form with a `file` as arguments of `ocr`: the last file becomes its document, each other field the JSON it holds or its text. */
export function readOcrForm(parts: readonly FormPart[]): OcrFormRead {
  const file = parts.findLast(({ name }) => name === "file");
  if (file?.filename === undefined) return refused(NO_FILE);
  if (file.bytes.length === 0) return refused("Uploaded file is empty");
  if (file.bytes.length > MOST_FILE) return refused("OCR file exceeds the size limit");
  const fields = parts.filter(({ name, filename }) => filename === undefined && !ASIDE.has(name));
  const members = fields.map(({ name, bytes }) => [name, jsonOrText(bytes)] as const);
  return { read: "form", value: object([["document", documentOf(file)], ...members]) };
}
