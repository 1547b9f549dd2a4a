import { pythonType, truthy } from "@lintel/core";
import { child, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { put } from "./notes.ts";
import { withMark } from "./request-marks.ts";
import { broken, isDocumentUri, type MediaPlace, toFile, toImage } from "./request-media.ts";
import { toToolId } from "./request-tool-id.ts";

/** Where a result stands, and how an id is made where it has none. */
export interface ResultPlace extends MediaPlace {
  newId(): string;
}

function imageOf(part: JsonObject, place: MediaPlace): JsonObject {
  const { image_url: image } = part;
  if (image === undefined) return place.raise(broken("'image_url'"));
  const url = isObject(image) ? image.url : image;
  return isDocumentUri(url) ? toFile({ type: "file", file: { file_data: url } }, place) : toImage(image, place);
}

function toBlock(part: Json, place: MediaPlace): readonly JsonObject[] {
  const { raise, lose, at } = place;
  if (typeof part === "string") return [raise(broken("string indices must be integers, not 'str'"))];
  if (!isObject(part)) return [raise(broken(`'${pythonType(part)}' object is not subscriptable`))];
  const { type, text, tool_name: name, cache_control: mark = null } = part;
  switch (type) {
    case undefined:
      return [raise(broken("'type'"))];
    case "text":
      if (text === undefined) return [raise(broken("'text'"))];
      return [{ type: "text", text, ...(mark !== null && { cache_control: mark }) }];
    case "image_url":
      return [withMark(imageOf(part, place), part)];
    case "tool_reference":
      return [name === undefined ? raise(broken("'tool_name'")) : { type: "tool_reference", tool_name: name }];
    case "file":
      return [withMark(toFile(part, place), part)];
    default:
      if (at !== undefined)
        lose({ pointer: at, action: "dropped", reason: `a tool's result holds no ${String(type)}` });
      return [];
  }
}

function contentOf({ content }: JsonObject, place: ResultPlace): Json {
  if (content === undefined) return place.raise(broken("'content'"));
  if (typeof content === "string") return content;
  const at = place.at === undefined ? undefined : child(place.at, "content");
  if (isArray(content))
    return content.flatMap((part, index) =>
      toBlock(part, { ...place, at: at === undefined ? undefined : child(at, index) }),
    );
  if (at !== undefined) place.lose({ pointer: at, action: "dropped", reason: "neither a text nor a list of parts" });
  return "";
}

function idOf({ role, tool_call_id: id }: JsonObject, place: ResultPlace): string {
  if (role === "function" && !truthy(id)) return place.newId();
  if (id !== undefined) return toToolId(id, place);
  place.raise(broken("'tool_call_id'"));
  return "";
}

/** What a tool gave back: LiteLLM's `convert_to_anthropic_tool_result`. */
export function toToolResult(message: JsonObject, place: ResultPlace): JsonObject {
  const content = contentOf(message, place);
  const result = { type: "tool_result", tool_use_id: idOf(message, place), content };
  const { cache_control: mark = null } = message;
  return mark === null ? result : put(result, "cache_control", mark);
}
