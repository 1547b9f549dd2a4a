import { type Document, pythonType, truthy } from "@lintel/core";
import { child, entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { fetchedMedia } from "../fetched-media.ts";
import type { Lose, Raise, Turn } from "./types.ts";

const URL_STARTS = ["https://", "http://", "www."];
const FILE_NAME = "my_file.pdf";
interface Place {
  readonly at: string | undefined;
  readonly lose: Lose;
  readonly raise: Raise;
  readonly documents: ReadonlyMap<string, Document>;
  readonly provider: string;
}

function isUrl(file: Json | undefined): file is string {
  return typeof file === "string" && URL_STARTS.some((start) => file.startsWith(start));
}

function isUserList({ role, content }: JsonObject): boolean {
  return role === "user" && isArray(content) && content.length > 0;
}

/** Whether Python can ask what an id starts with: a text, or nothing at all. */
function isStartable(file: Json | undefined): file is string | undefined {
  return typeof file === "string" || file === undefined || !truthy(file);
}

const NO_URLS: readonly string[] = [];

function hasFile(content: Json): boolean {
  return isArray(content) && content.some((part) => isObject(part) && part.type === "file");
}

/** URLs of files that must be fetched, each once, in order. */
export function documentUrls(messages: readonly JsonObject[]): readonly string[] {
  if (!messages.some(({ content = null }) => hasFile(content))) return NO_URLS;
  const parts = messages.filter(isUserList).flatMap(({ content }) => (isArray(content) ? content : []));
  const urls = parts.flatMap((part) =>
    isObject(part) && part.type === "file" && isObject(part.file) && isUrl(part.file.file_id)
      ? [part.file.file_id]
      : [],
  );
  return [...new Set(urls)];
}

function withoutFormat(value: JsonObject, { at, lose, name }: Place & { readonly name: string }): JsonObject {
  if (!Object.hasOwn(value, "format")) return value;
  if (at !== undefined)
    lose({ pointer: child(child(at, name), "format"), action: "dropped", reason: "LiteLLM's own, not the vendor's" });
  return object(entries(value).filter(([key]) => key !== "format"));
}

function imagePart(part: JsonObject, place: Place): JsonObject {
  const { image_url: image } = part;
  if (image === undefined) return place.raise({ raised: { text: "'image_url'" } });
  if (typeof image === "string") return object([...entries(part), ["image_url", { url: image }]]);
  if (!isObject(image)) return part;
  const plain = withoutFormat(image, { ...place, name: "image_url" });
  return plain === image ? part : object([...entries(part), ["image_url", plain]]);
}

function fetched(file: JsonObject, { url, at, lose, raise, documents }: Place & { readonly url: string }): JsonObject {
  const media = fetchedMedia(url, documents);
  if ("fault" in media) return raise(media);
  if (at !== undefined)
    lose({ pointer: child(child(at, "file"), "file_id"), action: "converted", reason: "fetched and sent as data" });
  const members = [...entries(file), ["file_data", media.uri] as const];
  return object([...members, ["filename", FILE_NAME] as const].filter(([key]) => key !== "file_id"));
}

function named(file: JsonObject, { at, lose }: Place): JsonObject {
  const isNamed = (file.filename ?? null) !== null || (file.file_data ?? null) === null;
  if (isNamed) return file;
  if (at !== undefined)
    lose({ pointer: child(at, "file"), action: "defaulted", reason: `a file without a name is sent as ${FILE_NAME}` });
  return object([...entries(file), ["filename", FILE_NAME]]);
}

function filePart(part: JsonObject, place: Place): JsonObject {
  const file = part.file ?? null;
  if (file === null) {
    const message = "litellm.BadRequestError: Content block has type='file' but is missing the required 'file' field";
    return place.raise({
      fault: { origin: "caller", kind: "BadRequestError", status: 400, message, provider: place.provider },
    });
  }
  if (!isObject(file))
    return place.raise({ raised: { text: `'${pythonType(file)}' object has no attribute 'items'` } });
  if (!isStartable(file.file_id)) {
    const text = `'${pythonType(file.file_id)}' object has no attribute 'startswith'`;
    return place.raise({ raised: { text } });
  }
  const plain = withoutFormat(file, { ...place, name: "file" });
  if (entries(plain).length === 0) return plain === file ? part : object([...entries(part), ["file", plain]]);
  const whole = isUrl(plain.file_id) ? fetched(plain, { ...place, url: plain.file_id }) : plain;
  const ready = named(whole, place);
  return ready === file ? part : object([...entries(part), ["file", ready]]);
}

function toPart(part: Json, place: Place): Json {
  if (!isObject(part)) return place.raise({ raised: { text: `'${pythonType(part)}' object has no attribute 'get'` } });
  if (part.type === "image_url") return imagePart(part, place);
  return part.type === "file" ? filePart(part, place) : part;
}

/** A user's message as OpenAI takes it: images as objects, files with a name and no URL. */
export function toContent(turn: Turn, place: Omit<Place, "at">): Turn {
  const { message, at } = turn;
  if (!isUserList(message) || !isArray(message.content)) return turn;
  const { content } = message;
  const parts = content.map((part, index) =>
    toPart(part, { ...place, at: at === undefined ? undefined : child(child(at, "content"), index) }),
  );
  if (parts.every((part, index) => part === content[index])) return turn;
  return { ...turn, message: object([...entries(message), ["content", parts]]) };
}
