import { pythonRepr, pythonType, truthy } from "@lintel/core";
import { int, isInt, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { litellmFault } from "../../faults/index.ts";
import { BUDGETS, EFFORT_NAMES, EFFORTS, effortFor, LEAST_BUDGET } from "./efforts.ts";
import { put, pythonError, without } from "./notes.ts";
import type { Mapping, ParamRule } from "./request-params.ts";

/** What LiteLLM leaves for the answer where a budget is given and no `max_tokens`. */
const FOR_ANSWER = 4096;

function isEnabled(thinking: Json | undefined): thinking is JsonObject {
  return isObject(thinking) && thinking.type === "enabled";
}

/** Whether LiteLLM takes a call for one that thinks. */
export function isThinking({ thinking, reasoning_effort: effort }: JsonObject): boolean {
  return thinking === true || isEnabled(thinking) || (effort ?? null) !== null;
}

function budgetOf(thinking: JsonObject): number {
  const { budget_tokens: budget } = thinking;
  return Math.trunc(numeric(budget) ?? (typeof budget === "string" ? Number(budget) : budget === true ? 1 : 0));
}

/** A budget for a model that takes an effort only: LiteLLM's `translate_legacy_thinking_for_adaptive_model`. */
function asEffort(sent: JsonObject, mapping: Mapping): JsonObject {
  const { vendor, model, lose } = mapping;
  const { thinking, output_config: config } = sent;
  if (!isEnabled(thinking) || !vendor.has(model, "adaptive") || vendor.has(model, "takesBudget")) return sent;
  lose({ pointer: "/thinking", action: "converted", reason: "the model takes an effort instead of a budget" });
  const effort = { effort: effortFor(budgetOf(thinking), mapping), ...(isObject(config) ? config : {}) };
  return put(put(sent, "thinking", { type: "adaptive" }), "output_config", effort);
}

/** A budget below what may be put out at all; undefined where none would fit. */
function capped(budget: number, most: Json | undefined): Json | undefined {
  const limit = numeric(most);
  if (limit === undefined || !truthy(most)) return budget;
  if (limit <= LEAST_BUDGET) return undefined;
  return budget < limit ? budget : int(limit - 1);
}

/** Adaptive thinking for a model that takes a budget only. */
function asBudget(sent: JsonObject, { params, lose }: Mapping): JsonObject {
  const { max_completion_tokens: newer, max_tokens: older } = params;
  const budget = capped(BUDGETS.medium ?? LEAST_BUDGET, truthy(newer) ? newer : older);
  if (budget === undefined) {
    lose({ pointer: "/thinking", action: "dropped", reason: "max_tokens leaves no room for the smallest budget" });
    return without(sent, "thinking");
  }
  lose({ pointer: "/thinking", action: "converted", reason: "the model takes a budget, and is not adaptive" });
  return put(sent, "thinking", { type: "enabled", budget_tokens: budget });
}

/** Thinking as the model takes it. */
export const withThinking: ParamRule = (sent, value, mapping) => {
  const isAdaptive = isObject(value) && value.type === "adaptive";
  if (isAdaptive && !mapping.vendor.has(mapping.model, "adaptive")) return asBudget(sent, mapping);
  return asEffort(put(sent, "thinking", value), mapping);
};

function refused(effort: string, { vendor, model, raise }: Mapping): JsonObject {
  const isAdaptive = vendor.has(model, "adaptive");
  const words = isAdaptive ? "Invalid reasoning_effort" : "Unmapped reasoning effort";
  const end = isAdaptive ? "" : ".";
  const text = `${words}: ${pythonRepr(effort)}. Must be one of: ${EFFORT_NAMES}${end}`;
  const { provider } = vendor;
  return raise({ fault: litellmFault({ kind: "BadRequestError", text }, { provider, model }) });
}

/** OpenAI's effort as thinking, with a budget or with an effort: LiteLLM's `_map_reasoning_effort`. */
export const withEffort: ParamRule = (sent, value, mapping) => {
  const { vendor, model, lose } = mapping;
  const effort = isObject(value) ? value.effort : value;
  if (typeof effort !== "string") {
    lose({ pointer: "/reasoning_effort", action: "dropped", reason: "no effort is named" });
    return sent;
  }
  if (isObject(value))
    lose({ pointer: "/reasoning_effort", action: "converted", reason: "only its effort has a counterpart" });
  if (effort === "none") return without(sent, "thinking", "output_config");
  const budget = Object.hasOwn(BUDGETS, effort) ? BUDGETS[effort] : undefined;
  const level = Object.hasOwn(EFFORTS, effort) ? EFFORTS[effort] : undefined;
  if (budget === undefined || level === undefined) return refused(effort, mapping);
  if (!vendor.has(model, "adaptive")) return put(sent, "thinking", { type: "enabled", budget_tokens: budget });
  const thinking = put(sent, "thinking", { type: "adaptive", display: "summarized" });
  return put(thinking, "output_config", { effort: level });
};

/** Room for the answer beside a budget, where the caller names no limit: `update_optional_params_with_thinking_tokens`. */
export function withBudget(sent: JsonObject, { params, lose, raise }: Mapping): JsonObject {
  const { thinking } = sent;
  if (!isEnabled(thinking) || params.max_tokens !== undefined || params.max_completion_tokens !== undefined)
    return sent;
  const budget = thinking.budget_tokens ?? null;
  if (budget === null) return sent;
  if (numeric(budget) === undefined && typeof budget !== "boolean")
    return raise(pythonError(`can only concatenate ${pythonType(budget)} (not "int") to ${pythonType(budget)}`));
  lose({ pointer: "/max_tokens", action: "defaulted", reason: `the budget and ${FOR_ANSWER} tokens` });
  const sum = (numeric(budget) ?? Number(budget === true)) + FOR_ANSWER;
  return put(sent, "max_tokens", isInt(budget) || typeof budget === "boolean" ? int(sum) : sum);
}
