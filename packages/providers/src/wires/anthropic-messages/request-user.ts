import { pythonType } from "@lintel/core";
import { child, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { put } from "./notes.ts";
import { withMark } from "./request-marks.ts";
import { broken, type MediaPlace, toFile, toImage } from "./request-media.ts";

function imageOf(part: JsonObject, place: MediaPlace): JsonObject {
  const { image_url: image } = part;
  if (image === undefined) return place.raise(broken("'image_url'"));
  if (isObject(image) && image.url === undefined) return place.raise(broken("'url'"));
  if (typeof image !== "string" && !isObject(image))
    return place.raise(broken(`'${pythonType(image)}' object is not subscriptable`));
  return toImage(image, place);
}

function toBlock(part: Json, place: MediaPlace): readonly JsonObject[] {
  const { raise, lose, at } = place;
  if (!isObject(part)) return [raise(broken(`'${pythonType(part)}' object has no attribute 'get'`))];
  switch (part.type) {
    case "image_url":
      return [withMark(imageOf(part, place), part)];
    case "text":
      return [withMark({ type: "text", text: part.text ?? "" }, part)];
    case "document":
      return [isObject(part.cache_control) ? put(part, "cache_control", part.cache_control) : part];
    case "file":
      return [withMark(toFile(part, place), part)];
    default:
      if (at !== undefined)
        lose({ pointer: at, action: "dropped", reason: `Anthropic takes no ${String(part.type)} from a user` });
      return [];
  }
}

/** What a user says, as blocks. */
export function toUserBlocks(message: JsonObject, place: MediaPlace): readonly JsonObject[] {
  const { content } = message;
  const { raise, at } = place;
  if (content === undefined) return [raise(broken("'content'"))];
  if (typeof content === "string") return [withMark({ type: "text", text: content }, message)];
  if (!isArray(content)) return [];
  const inner = at === undefined ? undefined : child(at, "content");
  return content.flatMap((part, index) =>
    toBlock(part, { ...place, at: inner === undefined ? undefined : child(inner, index) }),
  );
}
