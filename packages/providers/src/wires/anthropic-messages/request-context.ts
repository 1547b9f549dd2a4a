import { int, isArray, isFloat, isInt, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { put, without } from "./notes.ts";
import type { ParamRule } from "./request-params.ts";

function threshold(value: Json | undefined): Json | undefined {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (isInt(value)) return value;
  return isFloat(value) ? int(numeric(value) ?? 0) : undefined;
}

function toEdit(entry: JsonObject): JsonObject {
  const at = threshold(entry.compact_threshold);
  return {
    type: "compact_20260112",
    ...(at !== undefined && { trigger: { type: "input_tokens", value: at } }),
    ...without(entry, "type", "compact_threshold"),
  };
}

/** Rules about what leaves a long context, in Anthropic's form or in OpenAI's: `map_openai_context_management_to_anthropic`. */
export const toContextManagement: ParamRule = (sent, value, { lose }) => {
  if (isObject(value) && value.edits !== undefined) return put(sent, "context_management", value);
  const known = isArray(value) ? value.filter((entry) => isObject(entry) && entry.type === "compaction") : [];
  if (!isArray(value) || known.length < value.length)
    lose({ pointer: "/context_management", action: "dropped", reason: "only compaction has a counterpart" });
  return known.length === 0 ? sent : put(sent, "context_management", { edits: known.filter(isObject).map(toEdit) });
};
