import { pythonStr, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, pythonDumps } from "@lintel/core/json";
import { drop, type Way } from "./way.ts";

const TEXTS: ReadonlySet<Json> = new Set(["input_text", "output_text", "text"]);
const IMAGES: ReadonlySet<Json> = new Set(["input_image", "image_url"]);

function urlOf({ image_url: image, url }: JsonObject): string {
  const told = truthy(image) ? image : url;
  const text = isObject(told) ? told.url : told;
  return typeof text === "string" ? text : "";
}

function blockOf(part: Json): JsonObject | undefined {
  if (!isObject(part)) return undefined;
  const { type = null, text } = part;
  if (TEXTS.has(type)) return typeof text === "string" && text !== "" ? { type: "text", text } : undefined;
  const url = IMAGES.has(type) ? urlOf(part) : "";
  return url === "" ? undefined : { type: "image_url", image_url: { url } };
}

function contentOf(output: Json, at: string, way: Way): Json {
  if (output === null || typeof output === "string") return output ?? "";
  if (!isArray(output)) return pythonDumps(output);
  const blocks = output.map(blockOf);
  const kept = blocks.filter((block) => block !== undefined);
  const hasImages = kept.some(({ type }) => type === "image_url");
  if (kept.length === 0) return pythonDumps(output);
  blocks.forEach((block, index) => {
    if (block === undefined) drop(way, `${at}/${index}`, "a tool's answer over chat is text and images");
  });
  return hasImages ? kept : kept.map(({ text }) => text).join("");
}

/** What a tool answered as a turn of its own, or undefined where it is nobody's answer. */
export function toolMessage(item: JsonObject, at: string, way: Way): JsonObject | undefined {
  const { call_id: id, output = null } = item;
  if (!truthy(id)) {
    drop(way, at, "an answer to no call");
    return undefined;
  }
  return { role: "tool", content: contentOf(output, `${at}/output`, way), tool_call_id: pythonStr(id ?? "") };
}
