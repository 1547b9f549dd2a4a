import { pythonStr, truthy } from "@lintel/core";
import { int, isInt, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { drop, type Placed, placed, type Way } from "./way.ts";

const COMPACT = "compact_20260112";
const LEAST = 50_000;

/** An edit of OpenAI's list in Anthropic's words. */
function asEdit(entry: JsonObject): JsonObject {
  const { type: _, compact_threshold: asked, ...rest } = entry;
  const size = typeof asked === "boolean" ? Number(asked) : numeric(asked);
  const value = isInt(asked) ? asked : size === undefined ? undefined : int(Math.trunc(size));
  return { type: COMPACT, ...(value !== undefined && { trigger: { type: "input_tokens", value } }), ...rest };
}

function editsOf(asked: Json): readonly Placed[] {
  if (isObject(asked)) return placed(asked.edits, "/context_management/edits");
  return placed(asked, "/context_management").map(({ value, at }) => ({
    value: isObject(value) && value.type === "compaction" ? asEdit(value) : null,
    at,
  }));
}

function warningsOf({ trigger = null, pause_after_compaction: pauses }: JsonObject, at: string, way: Way): Json[] {
  const paused = truthy(pauses) ? ["pause_after_compaction_ignored"] : [];
  if (!truthy(trigger)) return paused;
  if (!isObject(trigger)) return ["trigger_not_a_dict_using_default", ...paused];
  const { type = "input_tokens", value = null } = trigger;
  const kind = type === "input_tokens" ? [] : [`unsupported_trigger_type_${pythonStr(type)}_using_input_tokens`];
  if (value === null) return [...kind, ...paused];
  if (!isInt(value) && typeof value !== "boolean") return [...kind, "trigger_value_not_int_using_default", ...paused];
  if (Number(numeric(value) ?? value) < LEAST) {
    const text = `context_management.${COMPACT}.trigger.value must be at least ${LEAST} tokens`;
    way.refuse({ at, text, kind: "AnthropicContextManagementError" });
  }
  return [...kind, ...paused];
}

/** What the answer tells of the edits asked for: nobody is set up here to summarise, so that none is made. */
export function contextEdits(asked: Json, way: Way): readonly JsonObject[] {
  return editsOf(asked).flatMap(({ value, at }) => {
    drop(way, at, "no conversation is cut or summarised here");
    if (!isObject(value) || value.type !== COMPACT) return [];
    const warnings = warningsOf(value, at, way);
    return [{ type: COMPACT, ...(warnings.length > 0 && { warnings }), error: "summary_model_not_configured" }];
  });
}
