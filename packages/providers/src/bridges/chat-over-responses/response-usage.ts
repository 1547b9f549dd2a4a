import type { Loss } from "@lintel/core";
import { entries, isInt, isObject, type Json, type JsonObject, numeric, object } from "@lintel/core/json";
import { usageOf } from "../../completion/index.ts";

const NONE: JsonObject = { completion_tokens: 0, prompt_tokens: 0, total_tokens: 0 };

/** Members that a chat's usage has under names of its own. */
const NAMED: ReadonlySet<string> = new Set([
  "input_tokens",
  "output_tokens",
  "total_tokens",
  "input_tokens_details",
  "output_tokens_details",
  "input_token_details",
  "output_token_details",
  "prompt_tokens",
  "completion_tokens",
  "prompt_tokens_details",
  "completion_tokens_details",
]);

function count(value: Json | undefined): number {
  return numeric(value ?? null) ?? 0;
}

function whole(value: Json | undefined): number | null {
  return isInt(value ?? null) ? count(value) : null;
}

/** What of an answer's tokens is text: LiteLLM's `text_tokens_without_nested_reasoning`. */
function textTokens(details: JsonObject, total: number): number | null {
  const text = whole(details.text_tokens);
  if (text === null) return null;
  const reasoning = count(details.reasoning_tokens);
  const all = text + reasoning + count(details.audio_tokens) + count(details.image_tokens);
  const nested = Math.min(reasoning, text, Math.max(all - total, 0));
  return text - nested;
}

function outputDetails(details: JsonObject, total: number): JsonObject {
  return {
    reasoning_tokens: whole(details.reasoning_tokens),
    image_tokens: whole(details.image_tokens),
    text_tokens: textTokens(details, total),
    audio_tokens: whole(details.audio_tokens),
  };
}

function toldDetails(usage: JsonObject, [name, other]: readonly [string, string]): JsonObject | undefined {
  const details = usage[name] ?? usage[other] ?? null;
  return isObject(details) ? details : undefined;
}

/** A usage in the Responses API's dialect, in Chat's, before it is printed. */
export function chatUsage(usage: JsonObject): JsonObject {
  const isTold = Object.hasOwn(usage, "input_tokens") && Object.hasOwn(usage, "output_tokens");
  if (!isTold) return usage;
  const prompt = count(usage.input_tokens);
  const completion = count(usage.output_tokens);
  const input = toldDetails(usage, ["input_tokens_details", "input_token_details"]);
  const output = toldDetails(usage, ["output_tokens_details", "output_token_details"]);
  const cost = isObject(usage.cost) ? (usage.cost.total_cost ?? null) : (usage.cost ?? null);
  return object([
    ["prompt_tokens", prompt],
    ["completion_tokens", completion],
    ["total_tokens", prompt + completion],
    ...(input === undefined ? [] : [["prompt_tokens_details", input] as const]),
    ...(output === undefined ? [] : [["completion_tokens_details", outputDetails(output, completion)] as const]),
    ...entries(usage).filter(([name]) => !NAMED.has(name) && name !== "cost"),
    ...(cost === null ? [] : [["cost", cost] as const]),
  ]);
}

/** A usage in the Responses API's dialect as LiteLLM prints it in Chat's. */
export function toUsage(usage: Json, lose: (loss: Loss) => void): JsonObject {
  return isObject(usage) ? usageOf(chatUsage(usage), lose) : NONE;
}
