import { isObject, type JsonObject } from "@lintel/core/json";
import { put } from "./notes.ts";

/** A block with the cache marker of what it was made of: LiteLLM's `add_cache_control_to_content`. */
export function withMark(block: JsonObject, { cache_control: mark }: JsonObject): JsonObject {
  return isObject(mark) ? put(block, "cache_control", mark) : block;
}
