import type { Json, JsonObject } from "@lintel/core/json";
import { count, isNothing, isObjectOf, size } from "./plain-members.ts";

const PROMPT = ["audio_tokens", "cached_tokens"] as const;
const COMPLETION = [
  "accepted_prediction_tokens",
  "audio_tokens",
  "reasoning_tokens",
  "rejected_prediction_tokens",
] as const;

function isCount(value: Json | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** Details of these members alone, in this order and without nulls: `none` where there are none, undefined where they are not plain. */
function plainDetails(source: Json | undefined, names: readonly string[]): JsonObject | "none" | undefined {
  if (isNothing(source)) return "none";
  if (!isObjectOf(source)) return undefined;
  const details: Record<string, Json> = {};
  let known = 0;
  for (const name of names) {
    const value = source[name];
    if (value !== undefined) known++;
    if (isCount(value)) details[name] = value;
    else if (!isNothing(value)) return undefined;
  }
  return size(source) === known ? details : undefined;
}

/** A usage of plain counts, as LiteLLM's `Usage` prints it; undefined for any other. */
export function plainUsage(source: Json | undefined): JsonObject | undefined {
  if (!isObjectOf(source)) return undefined;
  const { completion_tokens, prompt_tokens, total_tokens, completion_tokens_details, prompt_tokens_details } = source;
  if (!isCount(completion_tokens) || !isCount(prompt_tokens) || !isCount(total_tokens)) return undefined;
  const completion = plainDetails(completion_tokens_details, COMPLETION);
  const prompt = plainDetails(prompt_tokens_details, PROMPT);
  if (completion === undefined || prompt === undefined) return undefined;
  if (size(source) !== 3 + count([completion_tokens_details, prompt_tokens_details])) return undefined;
  const usage: Record<string, Json> = { completion_tokens, prompt_tokens, total_tokens };
  if (completion !== "none") usage.completion_tokens_details = completion;
  if (prompt !== "none") usage.prompt_tokens_details = prompt;
  return usage;
}
