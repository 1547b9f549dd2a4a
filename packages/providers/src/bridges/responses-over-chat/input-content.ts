import { pythonStr, pythonType, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { drop, type Way } from "./way.ts";

/** What chat's parts may be called (`ValidChatCompletionMessageContentTypes`). */
const KINDS: ReadonlySet<string> = new Set([
  "audio_url",
  "document",
  "file",
  "grounding_source",
  "guarded_text",
  "image_url",
  "input_audio",
  "query",
  "redacted_thinking",
  "text",
  "thinking",
  "video_url",
]);

const PREFIX = "input_";

function kindOf(type: Json): string {
  if (typeof type !== "string") return "text";
  const kind = type.startsWith(PREFIX) ? type.slice(PREFIX.length) : type;
  return KINDS.has(kind) ? kind : type === "input_audio" ? type : "text";
}

function markOf(part: JsonObject): JsonObject {
  const { cache_control } = part;
  return cache_control === undefined ? {} : { cache_control };
}

function filePart(part: JsonObject): JsonObject {
  const { file_id, file_url, file_data, filename } = part;
  const id = truthy(file_id) ? file_id : truthy(file_url) ? file_url : undefined;
  const file = {
    ...(id !== undefined && { file_id: id }),
    ...(truthy(file_data) && { file_data }),
    ...(truthy(filename) && { filename }),
  };
  return { type: "file", file, ...markOf(part) };
}

function imagePart(part: JsonObject, at: string, way: Way): JsonObject {
  const { image_url: url, detail, file_id: id } = part;
  if (truthy(id) && !truthy(url)) drop(way, `${at}/file_id`, "chat knows no images by their id");
  const image_url = { url: truthy(url) ? url : "", detail: truthy(detail) ? detail : "auto" };
  return { type: "image_url", image_url, ...markOf(part) };
}

function textPart(part: JsonObject, at: string, way: Way): readonly JsonObject[] {
  const { type, text = null } = part;
  if (text === null) {
    drop(way, at, "LiteLLM takes a part without a text for none");
    return [];
  }
  return [{ type: kindOf(truthy(type) ? type : "text"), text, ...markOf(part) }];
}

function partsOf(part: Json, at: string, way: Way): readonly Json[] {
  if (typeof part === "string") return [part];
  if (!isObject(part)) {
    drop(way, at, "no part of a message");
    return [];
  }
  const { type, encrypted_content: sealed = null } = part;
  if (type === "input_file") return [filePart(part)];
  if (type === "input_image") return [imagePart(part, at, way)];
  if (type === "encrypted_content") return sealed === null ? [] : [{ type: "text", text: pythonStr(sealed) }];
  return textPart(part, at, way);
}

/** An item's content as chat's (`_transform_responses_api_content_to_chat_completion_content`). */
export function chatContent(content: Json, at: string, way: Way): Json {
  if (typeof content === "string") return content;
  if (isArray(content)) return content.flatMap((part, index) => partsOf(part, `${at}/${index}`, way));
  way.raise(`Invalid content type: <class '${pythonType(content)}'>`);
  return "";
}
