import { pythonStr } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { filePart, imageUrl } from "./request-parts.ts";
import { drop, type Way } from "./way.ts";

const IMAGE_FOLLOWS = "[Tool returned an image - see the following user message]";

/** A tool's result, and the images that have to follow it. */
export interface Result {
  readonly item: JsonObject;
  readonly images: readonly string[];
}

function outputOf(text: string, files: readonly JsonObject[]): Json {
  if (files.length === 0) return text;
  return [...(text === "" ? [] : [{ type: "input_text", text }]), ...files];
}

/** What a tool answered as a function call's output, which holds no images. */
export function toResult(block: JsonObject, at: string, way: Way): Result {
  const { tool_use_id: call_id = "", content = null } = block;
  if (block.is_error === true) drop(way, `${at}/is_error`, "the Responses API cannot mark an output as an error");
  const parts = isArray(content) ? content.filter(isObject) : [];
  const known = new Set<Json>(["text", "image", "document"]);
  parts.forEach(({ type = null }, index) => {
    if (!known.has(type)) drop(way, `${at}/content/${index}`, "a function call's output holds no such part");
  });
  const said = parts
    .filter(({ type }) => type === "text")
    .map(({ text = "" }) => pythonStr(text))
    .join("\n");
  const images = parts.filter(({ type }) => type === "image").flatMap((part) => imageUrl(part) ?? []);
  const files = parts
    .filter(({ type }) => type === "document")
    .map(filePart)
    .filter((part) => part !== undefined);
  const text = isArray(content) ? said : content === null ? "" : pythonStr(content);
  const told = images.length === 0 ? text : text === "" ? IMAGE_FOLLOWS : `${text}\n${IMAGE_FOLLOWS}`;
  return { item: { type: "function_call_output", call_id, output: outputOf(told, files) }, images };
}
