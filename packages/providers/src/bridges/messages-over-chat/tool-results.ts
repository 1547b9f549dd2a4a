import { pythonStr, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { imagePart } from "./image-url.ts";
import { drop, dropMembers, markerOf, type Placed, placed, type Way } from "./way.ts";

function textOf(value: Json | undefined): string {
  return truthy(value) ? pythonStr(value) : "";
}

function partOf({ value }: Placed): JsonObject | undefined {
  if (typeof value === "string") return { type: "text", text: value };
  if (!isObject(value)) return undefined;
  switch (value.type) {
    case "text":
      return { type: "text", text: textOf(value.text) };
    case "image":
    case "document":
      return imagePart(value.source);
    case "tool_reference":
      return { type: "tool_reference", tool_name: textOf(value.tool_name) };
    default:
      return undefined;
  }
}

function contentOf(value: Json | undefined, at: string, way: Way): Json {
  if (typeof value === "string" || !isArray(value)) return typeof value === "string" ? value : "";
  const parts = placed(value, at).flatMap((item) => {
    const part = partOf(item);
    if (part === undefined) drop(way, item.at, "chat takes no such part in a tool's result");
    else dropMembers(way, item, ["cache_control", "citations", "title", "context"]);
    return part === undefined ? [] : [part];
  });
  const [first] = parts;
  if (first === undefined) return "";
  return parts.length === 1 && first.type === "text" ? (first.text ?? "") : parts;
}

/** A tool's result as chat's message of the tool. */
export function toolMessage(block: JsonObject, at: string, way: Way): JsonObject {
  const { tool_use_id = "", content } = block;
  if (block.is_error === true) drop(way, `${at}/is_error`, "chat cannot mark a tool's result as an error");
  return {
    role: "tool",
    tool_call_id: tool_use_id,
    content: contentOf(content, `${at}/content`, way),
    ...markerOf(way, { value: block, at }),
  };
}
