import { truthy } from "@lintel/core";
import { entries, isObject, type Json, type JsonObject, numeric, object } from "@lintel/core/json";
import { drop, type Way } from "./way.ts";

/** From how many tokens of thought an effort is the next one. */
const BUDGETS: readonly (readonly [least: number, effort: string])[] = [
  [4096, "high"],
  [2048, "medium"],
  [1024, "low"],
  [Number.NEGATIVE_INFINITY, "minimal"],
];

export interface Thoughts {
  readonly thinking: Json | undefined;
  readonly config: Json | undefined;
  /** Whether thoughts are summarised unless asked otherwise. */
  readonly isSummarised: boolean;
}

/** The effort that a budget of tokens stands for. */
export function budgetEffort(budget: Json): string {
  const tokens = numeric(budget) ?? 0;
  return BUDGETS.find(([least]) => tokens >= least)?.[1] ?? "minimal";
}

function effortOf(thinking: JsonObject): string | undefined {
  const { type = "disabled", budget_tokens: budget = 0 } = thinking;
  if (type === "disabled") return "none";
  if (type === "adaptive") return "medium";
  if (type !== "enabled") return undefined;
  return budgetEffort(budget);
}

/** The effort, with the summary of the thoughts where one is asked for. */
function summarised(effort: Json, { thinking, isSummarised }: Thoughts): Json {
  const { type, summary } = isObject(thinking) ? thinking : {};
  if (type === "disabled") return effort;
  if (truthy(summary)) return { effort, summary };
  return isSummarised ? { effort, summary: "detailed" } : effort;
}

function declared({ thinking, config }: Thoughts): Json | undefined {
  const isAdaptive = isObject(thinking) && thinking.type === "adaptive";
  const effort = isAdaptive && isObject(config) ? config.effort : undefined;
  return truthy(effort) ? effort : undefined;
}

function asEffort(thoughts: Thoughts, way: Way): JsonObject {
  const { thinking } = thoughts;
  const own = declared(thoughts);
  const effort = own ?? (isObject(thinking) ? effortOf(thinking) : undefined);
  if (effort === undefined) {
    drop(way, "/thinking", "chat has no counterpart of it");
    return {};
  }
  const reason = "chat models are told an effort, no budget";
  way.note({ pointer: own === undefined ? "/thinking" : "/output_config/effort", action: "converted", reason });
  return { reasoning_effort: summarised(effort, thoughts) };
}

/** The model's own argument for it, with the effort in whatever words it takes beside that. */
function asItIs(thoughts: Thoughts, way: Way): JsonObject {
  const { thinking = null, config } = thoughts;
  const { rules, model, takes } = way;
  if (rules.takesThinking(model) === "configured") {
    const rest = isObject(config) ? entries(config).filter(([key]) => key !== "format") : [];
    return { thinking, ...(rest.length > 0 && { output_config: object(rest) }) };
  }
  const own = declared(thoughts);
  if (own === undefined || !takes("reasoning_effort")) return { thinking };
  return { thinking, reasoning_effort: own };
}

/** How the model is told to think. */
export function thinkingArguments(thoughts: Thoughts, way: Way): JsonObject {
  const { thinking, config } = thoughts;
  const effort = isObject(config) ? config.effort : undefined;
  const isAdaptive = isObject(thinking) && thinking.type === "adaptive";
  if (truthy(effort) && !isAdaptive && way.rules.takesThinking(way.model) !== "configured")
    drop(way, "/output_config/effort", "it is told with adaptive thinking only");
  if (!truthy(thinking)) return {};
  return way.rules.takesThinking(way.model) === "no" ? asEffort(thoughts, way) : asItIs(thoughts, way);
}
