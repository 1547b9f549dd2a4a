import { pythonType } from "@lintel/core";
import { child, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Notes } from "./notes.ts";
import type { Turn } from "./types.ts";

/** Instructions apart from what is said. */
export interface Hoisted {
  readonly system: readonly JsonObject[];
  readonly turns: readonly Turn[];
}

function marked(block: JsonObject, { cache_control: mark }: JsonObject): JsonObject {
  return mark === undefined ? block : { ...block, cache_control: mark };
}

function partOf(part: Json, { at, lose, raise }: Notes & { readonly at: string }): readonly JsonObject[] {
  if (!isObject(part)) return [raise({ raised: { text: `'${pythonType(part)}' object has no attribute 'get'` } })];
  const { type = null, text = null } = part;
  if (type === "text" && (text === null || text === "")) {
    lose({ pointer: at, action: "dropped", reason: "an empty text is refused" });
    return [];
  }
  return [marked({ type, text }, part)];
}

function toBlocks({ message, at = "/messages" }: Turn, { lose, raise }: Notes): readonly JsonObject[] {
  const { content } = message;
  if (content === undefined) return [raise({ raised: { text: "'content'" } })];
  const inner = child(at, "content");
  if (isArray(content)) return content.flatMap((part, index) => partOf(part, { at: child(inner, index), lose, raise }));
  if (typeof content === "string" && content !== "") return [marked({ type: "text", text: content }, message)];
  lose({ pointer: at, action: "dropped", reason: "a system message without a text" });
  return [];
}

/** System messages, wherever they stand, as the system prompt: LiteLLM's `translate_system_message`. */
export function hoisted(turns: readonly Turn[], notes: Notes): Hoisted {
  const isSystem = ({ message: { role } }: Turn): boolean => role === "system";
  return {
    system: turns.filter(isSystem).flatMap((turn) => toBlocks(turn, notes)),
    turns: turns.filter((turn) => !isSystem(turn)),
  };
}
