import { isInt, type Json, type JsonObject, numeric, pythonRepr } from "@lintel/core/json";
import type { Addressee, Failure } from "./types.ts";

const EFFORTS: Readonly<Record<string, string>> = {
  low: "low",
  minimal: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
};

/** LiteLLM's budgets of thinking tokens. */
const BUDGETS: Readonly<Record<string, number>> = {
  minimal: 1024,
  low: 1024,
  medium: 2048,
  high: 4096,
  xhigh: 8192,
  max: 16_384,
};

const KNOWN = "'minimal', 'low', 'medium', 'high', 'xhigh', 'max', 'none'";

/** The least an API takes as a budget. */
const LEAST = 1024;

function refused(text: string): Refused {
  return { raised: { text, status: 400 } };
}

/** What LiteLLM says to the caller of an effort it cannot send. */
type Refused = Extract<Failure, { readonly raised: unknown }>;

/** An effort as thinking, null where it means none; or why it is no effort: LiteLLM's `_map_reasoning_effort`. */
export function toThinking(
  effort: string,
  { call, vendor }: Addressee,
): { readonly thinking: JsonObject | null } | Refused {
  if (effort === "none") return { thinking: null };
  if (vendor.has(call.model, "adaptive")) return { thinking: { type: "adaptive", display: "summarized" } };
  const budget = Object.hasOwn(BUDGETS, effort) ? BUDGETS[effort] : undefined;
  if (budget !== undefined) return { thinking: { type: "enabled", budget_tokens: budget } };
  return refused(
    `litellm.BadRequestError: Unmapped reasoning effort: ${pythonRepr(effort)}. Must be one of: ${KNOWN}.`,
  );
}

/** LiteLLM's `_validate_effort_for_model`: why a model does not take an effort. */
export function effortProblem(effort: Json | undefined, { call, vendor }: Addressee): string | undefined {
  const { model } = call;
  const has = (trait: "adaptive" | "takesMax" | "takesXhigh"): boolean => vendor.has(model, trait);
  const isMissing =
    (effort === "max" && !has("adaptive") && !has("takesMax")) || (effort === "xhigh" && !has("takesXhigh"));
  return isMissing ? `effort='${effort}' is not supported by this model. Got model: ${model}` : undefined;
}

/** The API's own word for an effort, or why there is none. */
export function toEffort(effort: string, addressee: Addressee): string | Refused {
  const word = Object.hasOwn(EFFORTS, effort) ? EFFORTS[effort] : undefined;
  if (word === undefined) {
    return refused(`Invalid reasoning_effort: ${pythonRepr(effort)}. Must be one of: ${KNOWN}`);
  }
  const problem = effortProblem(word, addressee);
  return problem === undefined ? word : refused(problem);
}

/** Thinking whose budget leaves room for the answer; undefined where not even the least does: `cap_thinking_budget_to_max_tokens`. */
export function fitted(thinking: JsonObject, most: Json): JsonObject | undefined {
  const budget = numeric(thinking.budget_tokens);
  const limit = numeric(most);
  if (budget === undefined || limit === undefined) return thinking;
  if (limit <= LEAST) return undefined;
  if (budget < limit) return thinking;
  return { type: thinking.type ?? "enabled", budget_tokens: isInt(most) ? limit - 1 : budget };
}

/** An effort worth a budget: LiteLLM's `_legacy_budget_to_effort`. */
export function effortOf(budget: number, { call, vendor }: Addressee): string {
  if (budget >= 8192 && vendor.has(call.model, "takesXhigh")) return "xhigh";
  if (budget >= 4096) return "high";
  return budget >= 2048 ? "medium" : "low";
}
