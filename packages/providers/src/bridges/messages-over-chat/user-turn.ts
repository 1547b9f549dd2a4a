import { pythonType } from "@lintel/core";
import { isArray, isObject, type JsonObject } from "@lintel/core/json";
import { imagePart } from "./image-url.ts";
import { toolMessage } from "./tool-results.ts";
import { breakpointOf, drop, dropMembers, markerOf, placed, type Way } from "./way.ts";

function image(block: JsonObject, at: string, way: Way): JsonObject | undefined {
  const part = imagePart(block.source);
  if (part === undefined) {
    drop(way, at, "chat takes images and documents as data or by URL only");
    return undefined;
  }
  const item = { value: block, at };
  const isDocument = block.type === "document";
  dropMembers(way, item, ["title", "context", "citations"]);
  return { ...part, ...markerOf(way, item), ...(isDocument ? {} : breakpointOf(item)) };
}

function partOf(block: JsonObject, at: string, way: Way): JsonObject | undefined {
  const item = { value: block, at };
  switch (block.type) {
    case "text":
      dropMembers(way, item, ["citations"]);
      return { type: "text", text: block.text ?? "", ...markerOf(way, item), ...breakpointOf(item) };
    case "image":
    case "document":
      return image(block, at, way);
    default:
      drop(way, at, "chat has no counterpart of such a block");
      return undefined;
  }
}

/** A user's turn in chat's words: the results of tools first, each its own message, then what the user says. */
export function userTurn({ content }: JsonObject, at: string, way: Way): readonly JsonObject[] {
  if (typeof content === "string" && content !== "") return [{ role: "user", content }];
  if (!isArray(content) || content.length === 0) {
    drop(way, at, "a turn without content is not sent");
    return [];
  }
  const results: JsonObject[] = [];
  const parts: JsonObject[] = [];
  for (const { value, at: place } of placed(content, `${at}/content`)) {
    if (!isObject(value)) way.refuse({ at: place, text: `'${pythonType(value)}' object has no attribute 'get'` });
    else if (value.type === "tool_result") results.push(toolMessage(value, place, way));
    else parts.push(...[partOf(value, place, way)].filter((it) => it !== undefined));
  }
  return parts.length === 0 ? results : [...results, { role: "user", content: parts }];
}
