import { pythonStr, truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { effortFor } from "../anthropic-messages/efforts.ts";
import { put, without } from "../anthropic-messages/notes.ts";
import { effortProblem, fitted, toEffort, toThinking } from "./request-effort.ts";
import type { Making } from "./types.ts";

/** One step of LiteLLM's, from parameters to parameters; `most`: the request's `max_tokens`. */
type Rule = (params: JsonObject, making: Making, most: Json) => JsonObject;

function isOf(thinking: Json | undefined, type: string): thinking is JsonObject {
  return isObject(thinking) && thinking.type === type;
}

const UNFITTING = "max_tokens leaves no room for the smallest budget";

/** OpenAI's effort as thinking, which the caller's own thinking goes before: `_translate_reasoning_effort_to_anthropic`. */
const withReasoningEffort: Rule = (given, making, most) => {
  const { lose, raise, vendor, call } = making;
  const { reasoning_effort: effort } = given;
  if (effort === undefined) return given;
  const params = without(given, "reasoning_effort");
  if (typeof effort !== "string") {
    lose({ pointer: "/reasoning_effort", action: "dropped", reason: "no effort is named" });
    return params;
  }
  const mapped = toThinking(effort, making);
  if ("raised" in mapped) {
    raise(mapped);
    return params;
  }
  const { thinking } = mapped;
  if (thinking === null) return without(params, "thinking", "output_config");
  const room = fitted(thinking, most);
  if (room === undefined) {
    lose({ pointer: "/reasoning_effort", action: "dropped", reason: UNFITTING });
    return params;
  }
  lose({ pointer: "/reasoning_effort", action: "converted", reason: "told to the API as thinking" });
  const thought = params.thinking === undefined ? put(params, "thinking", room) : params;
  if (!vendor.has(call.model, "adaptive")) return thought;
  const word = toEffort(effort, making);
  if (typeof word !== "string") {
    raise(word);
    return thought;
  }
  const config = isObject(thought.output_config) ? thought.output_config : {};
  return put(thought, "output_config", config.effort === undefined ? put(config, "effort", word) : config);
};

/** No thinking, for a model that never stops: `maybe_drop_disabled_thinking`. */
const withoutOff: Rule = (params, { call, vendor, lose }) => {
  if (!isOf(params.thinking, "disabled") || !vendor.has(call.model, "alwaysThinks")) return params;
  lose({ pointer: "/thinking", action: "dropped", reason: "the model always thinks, and refuses to be told not to" });
  return without(params, "thinking");
};

/** A budget, for a model that takes an effort only: `translate_legacy_thinking_for_adaptive_model`. */
const withoutBudget: Rule = (params, making) => {
  const { call, vendor, lose } = making;
  const { thinking, output_config: config } = params;
  if (!isOf(thinking, "enabled") || !vendor.has(call.model, "adaptive") || vendor.has(call.model, "takesBudget"))
    return params;
  lose({ pointer: "/thinking", action: "converted", reason: "the model takes an effort instead of a budget" });
  const effort = effortFor(Math.trunc(numeric(thinking.budget_tokens) ?? 0), { vendor, model: call.model });
  const adaptive = put(params, "thinking", { type: "adaptive" });
  return put(adaptive, "output_config", { effort, ...(isObject(config) ? config : {}) });
};

function withoutEffort(params: JsonObject): JsonObject {
  const { output_config: config } = params;
  if (!isObject(config) || config.effort === undefined) return params;
  const rest = without(config, "effort");
  return truthy(rest) ? put(params, "output_config", rest) : without(params, "output_config");
}

function asBudget(params: JsonObject, making: Making, most: Json): JsonObject {
  const { call, vendor, lose, raise } = making;
  const { output_config: config } = params;
  const effort = isObject(config) && truthy(config.effort) ? config.effort : "medium";
  const mapped = vendor.has(call.model, "reasons") ? toThinking(pythonStr(effort), making) : { thinking: null };
  if ("raised" in mapped) {
    raise(mapped);
    return params;
  }
  const { thinking } = mapped;
  const room = thinking === null ? undefined : fitted(thinking, most);
  if (room !== undefined) {
    lose({ pointer: "/thinking", action: "converted", reason: "the model takes a budget, and is not adaptive" });
    return put(params, "thinking", room);
  }
  const reason = thinking === null ? "the model does not think" : UNFITTING;
  lose({ pointer: "/thinking", action: "dropped", reason });
  return without(params, "thinking");
}

/** Adaptive thinking and efforts, for a model that knows neither: `_translate_adaptive_effort_for_non_adaptive_model`. */
const withoutAdaptive: Rule = (params, making, most) => {
  const { call, vendor, lose } = making;
  if (vendor.has(call.model, "adaptive")) return params;
  const { thinking, output_config: config } = params;
  const effort = isObject(config) ? (config.effort ?? undefined) : undefined;
  const isAdaptive = isOf(thinking, "adaptive");
  if (effort === undefined && !isAdaptive) return params;
  if (!vendor.has(call.model, "takesEffort") || (isAdaptive && effortProblem(effort, making) !== undefined))
    return withoutEffort(asBudget(params, making, most));
  if (!isAdaptive) return params;
  lose({ pointer: "/thinking", action: "dropped", reason: "the model is not adaptive; its effort stays" });
  return without(params, "thinking");
};

/** A temperature that thinking does not go with: `_drop_incompatible_temperature_for_thinking`. */
const withoutTemperature: Rule = (params, { call, vendor, lose }) => {
  const { temperature, thinking, output_config: config } = params;
  const isOne = temperature === true || numeric(temperature) === 1;
  if (temperature === undefined || isOne || vendor.has(call.model, "adaptive")) return params;
  const hasEffort = isObject(config) && (config.effort ?? null) !== null;
  if (!isOf(thinking, "enabled") && !hasEffort) return params;
  lose({ pointer: "/temperature", action: "dropped", reason: "a model that thinks takes a temperature of 1 only" });
  return without(params, "temperature");
};

const RULES: readonly Rule[] = [withReasoningEffort, withoutOff, withoutBudget, withoutAdaptive, withoutTemperature];

/** Thinking as the model takes it, whatever form the caller has given it. */
export function fitThinking(params: JsonObject, making: Making, most: Json): JsonObject {
  return RULES.reduce((left, rule) => rule(left, making, most), params);
}
