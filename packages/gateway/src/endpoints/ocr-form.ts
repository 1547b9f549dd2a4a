import { mediaTypeOfName } from "@lintel/core";
import { type Json, type JsonObject, object, parse } from "@lintel/core/json";

/** The largest file that is taken, in bytes. */
export const MOST_FILE = 50 * 1024 * 1024;

export type FormRead =
  | { readonly read: "form"; readonly value: JsonObject }
  | { readonly read: "refused"; readonly message: string };

function refused(message: string): FormRead {
  return { read: "refused", message };
}

const IMAGES = /^image\//;

const UNKNOWN = "application/octet-stream";

function mediaTypeOf({ name, type }: File): string {
  const [told = ""] = type.split(";");
  const supplied = told.trim();
  return supplied !== "" && supplied !== UNKNOWN ? supplied : (mediaTypeOfName(name) ?? UNKNOWN);
}

async function documentOf(file: File): Promise<JsonObject> {
  const type = mediaTypeOf(file);
  const address = `data:${type};base64,${Buffer.from(await file.arrayBuffer()).toString("base64")}`;
  return IMAGES.test(type)
    ? { type: "image_url", image_url: address }
    : { type: "document_url", document_url: address };
}

function jsonOrText(text: string): Json {
  const read = parse(text);
  return read.ok ? read.value : text;
}

async function formOf(bytes: Uint8Array, type: string): Promise<FormData | undefined> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  } catch {
    return undefined;
  }
}

/** A form with a `file` as arguments of `ocr`: the file becomes its document, each other field the JSON it holds or its text. */
export async function readOcrForm(bytes: Uint8Array, type: string): Promise<FormRead> {
  const form = await formOf(bytes, type);
  if (form === undefined)
    return refused(
      "Failed to parse multipart form data: it is malformed. When using curl with --form/-F, do NOT set the Content-Type header manually \u2014 curl will set it automatically with the required boundary.",
    );
  const file = form.get("file");
  if (!(file instanceof File))
    return refused("Multipart OCR request must include a 'file' field with the document to process");
  if (file.size === 0) return refused("Uploaded file is empty");
  if (file.size > MOST_FILE) return refused("OCR file exceeds the size limit");
  const members: (readonly [string, Json])[] = [["document", await documentOf(file)]];
  for (const [name, value] of form)
    if (name !== "file" && name !== "document" && typeof value === "string") members.push([name, jsonOrText(value)]);
  return { read: "form", value: object(members) };
}
