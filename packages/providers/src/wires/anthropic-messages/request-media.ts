import { type Document, pythonType } from "@lintel/core";
import { child, isArray, isObject, type Json, type JsonObject, pythonRepr } from "@lintel/core/json";
import { fetchedMedia } from "../fetched-media.ts";
import type { Notes } from "./notes.ts";

const FORMATS: Readonly<Record<string, "document" | "image">> = {
  "application/pdf": "document",
  "text/plain": "document",
  "image/jpeg": "image",
  "image/png": "image",
  "image/gif": "image",
  "image/webp": "image",
};

/** Where a part stands, and what it may be made of. */
export interface MediaPlace extends Notes {
  readonly at: string | undefined;
  /** What the host fetched, by URL. */
  readonly fetched: ReadonlyMap<string, Document>;
  /** Whether images go as data even where they have an https URL. */
  readonly inlinesImages: boolean;
}

/** The end of a translation that Python's code would raise within the messages. */
export function broken(text: string): { readonly raised: { readonly text: string } } {
  return { raised: { text } };
}

function remote(url: Json | undefined, starts: readonly string[]): readonly string[] {
  return typeof url === "string" && starts.some((start) => url.startsWith(start)) ? [url] : [];
}

// Images are fetched wherever they stand, files where they are sent: not of instructions, nor of what the model said.
const FILELESS: ReadonlySet<Json | undefined> = new Set(["system", "developer", "assistant"]);

/** Where a part stands, and whether images go as data even where they have an https URL. */
interface Held {
  readonly role: Json | undefined;
  readonly inlinesImages: boolean;
}

function urlsOf(part: Json, { role, inlinesImages }: Held): readonly string[] {
  if (!isObject(part)) return [];
  const { type, image_url: image, file } = part;
  if (type === "image_url")
    return remote(isObject(image) ? image.url : image, inlinesImages ? ["http://", "https://"] : ["http://"]);
  return type === "file" && isObject(file) && !FILELESS.has(role) ? remote(file.file_data, ["http"]) : [];
}

/** URLs of what is sent as data, each once, in order. */
export function mediaUrls(messages: readonly JsonObject[], inlinesImages: boolean): readonly string[] {
  const urls = messages.flatMap(({ role, content }) =>
    isArray(content) ? content.flatMap((part) => urlsOf(part, { role, inlinesImages })) : [],
  );
  return [...new Set(urls)];
}

function dataUri(url: string, { fetched, raise }: MediaPlace): string {
  const media = fetchedMedia(url, fetched);
  if ("uri" in media) return media.uri;
  raise(media);
  return "";
}

/** The words of Python's error over a text that is no data URI. */
function dataProblem(url: string): string | undefined {
  const rest = url.split("data:")[1];
  if (rest === undefined) return "list index out of range";
  const { length } = rest.split(";base64,");
  if (length === 2) return undefined;
  return length < 2 ? "not enough values to unpack (expected 2, got 1)" : "too many values to unpack (expected 2)";
}

/** A data URI, or what a URL leads to, as a source of base64 data: LiteLLM's `convert_to_anthropic_image_obj`. */
function dataSource(url: string, format: Json | undefined, place: MediaPlace): JsonObject {
  const uri = url.startsWith("http") ? dataUri(url, place) : url;
  const problem = dataProblem(uri);
  if (problem !== undefined) {
    const expected = `Image url not in expected format. Example Expected input - "image_url": "data:image/jpeg;base64,{base64_image}".`;
    const supported = "Supported formats - ['image/jpeg', 'image/png', 'image/gif', 'image/webp'].";
    return place.raise(broken(`${expected} ${supported} Error: ${problem}`));
  }
  const [type = "", data = ""] = (uri.split("data:")[1] ?? "").split(";base64,");
  const isNamed = typeof format === "string" && format !== "";
  return { type: "base64", media_type: isNamed ? format : type.replaceAll("\\/", "/"), data };
}

/** An image by URL or as data: LiteLLM's `create_anthropic_image_param`. */
export function toImage(image: Json, place: MediaPlace): JsonObject {
  const { raise, lose, at, inlinesImages } = place;
  const { url = "", format } = isObject(image) ? image : { url: image };
  if (typeof url !== "string") return raise(broken(`'${pythonType(url)}' object has no attribute 'startswith'`));
  if (at !== undefined && isObject(image) && image.detail !== undefined)
    lose({
      pointer: child(child(at, "image_url"), "detail"),
      action: "dropped",
      reason: "Anthropic has no such choice",
    });
  if (url.startsWith("https://") && !inlinesImages) return { type: "image", source: { type: "url", url } };
  return { type: "image", source: dataSource(url, format, place) };
}

/** Whether a data URI holds what Anthropic takes for a document. */
export function isDocumentUri(url: Json | undefined): url is string {
  const type = typeof url === "string" ? /^data:([^;,]+)/.exec(url)?.[1] : undefined;
  return type === "application/pdf" || type === "text/plain";
}

function uploaded(id: string, format: Json | undefined): JsonObject {
  const isNamed = typeof format === "string" && format !== "";
  if (!isNamed && id.startsWith("http")) return { type: "document", source: { type: "url", url: id } };
  const kind = isNamed && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (kind === undefined) return { type: "container_upload", file_id: id };
  return { type: kind, source: { type: "file", file_id: id } };
}

/** OpenAI's file as a document, an image or an upload: LiteLLM's `anthropic_process_openai_file_message`. */
export function toFile(part: JsonObject, place: MediaPlace): JsonObject {
  const { raise, lose, at } = place;
  const { file = null } = part;
  if (file === null) {
    const text = "litellm.BadRequestError: Content block has type='file' but is missing the required 'file' field";
    return raise(broken(text));
  }
  if (!isObject(file)) return raise(broken(`'${pythonType(file)}' object has no attribute 'get'`));
  const { file_data: data = "", file_id: id = "", format } = file;
  if (at !== undefined && file.filename !== undefined)
    lose({
      pointer: child(child(at, "file"), "filename"),
      action: "dropped",
      reason: "documents are sent without a name",
    });
  if (typeof data === "string" && data !== "") return { type: "document", source: dataSource(data, format, place) };
  if (typeof id === "string" && id !== "") return uploaded(id, format);
  return raise(broken(`Either file_data or file_id must be present in the file message: ${pythonRepr(part)}`));
}
