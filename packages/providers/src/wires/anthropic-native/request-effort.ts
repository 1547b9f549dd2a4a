import { isInt, type Json, type JsonObject, numeric, pythonRepr } from "@lintel/core/json";
import { BUDGETS, EFFORT_NAMES, EFFORTS, LEAST_BUDGET } from "../anthropic-messages/efforts.ts";
import type { Failure } from "../translation.ts";
import type { Addressee } from "./types.ts";

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
    `litellm.BadRequestError: Unmapped reasoning effort: ${pythonRepr(effort)}. Must be one of: ${EFFORT_NAMES}.`,
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
    return refused(`Invalid reasoning_effort: ${pythonRepr(effort)}. Must be one of: ${EFFORT_NAMES}`);
  }
  const problem = effortProblem(word, addressee);
  return problem === undefined ? word : refused(problem);
}

/** Thinking whose budget leaves room for the answer; undefined where not even the least does: `cap_thinking_budget_to_max_tokens`. */
export function fitted(thinking: JsonObject, most: Json): JsonObject | undefined {
  const budget = numeric(thinking.budget_tokens);
  const limit = numeric(most);
  if (budget === undefined || limit === undefined) return thinking;
  if (limit <= LEAST_BUDGET) return undefined;
  if (budget < limit) return thinking;
  return { type: thinking.type ?? "enabled", budget_tokens: isInt(most) ? limit - 1 : budget };
}
