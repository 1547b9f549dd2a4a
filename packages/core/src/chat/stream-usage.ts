import { float, int, isInt, type Json, type JsonObject, type Num, numeric, object } from "../json/index.ts";
import type { TokenCounts } from "../transducer.ts";
import { type Member, others, present } from "./chunk-members.ts";
import {
  COMPLETION_DETAILS,
  PROMPT_DETAILS,
  SERVER_TOOL_USE,
  type UsageFields,
  usageMembers,
} from "./stream-usage-details.ts";
import type { UsageTotal } from "./stream-usage-total.ts";

/** Members that a whole answer shows without a value, too. */
const NULLABLE: readonly string[] = ["completion_tokens_details", "prompt_tokens_details"];

function plus(first: number | Num, second: number | Num): number | Num {
  const sum = (numeric(first) ?? 0) + (numeric(second) ?? 0);
  if (Number.isSafeInteger(sum)) return sum;
  const exact = (value: number | Num): bigint => BigInt(typeof value === "number" ? value : value.source);
  return int(exact(first) + exact(second));
}

function isZero(value: number | Num): boolean {
  return numeric(value) === 0;
}

/** Reasoning is counted where the details do not tell it; a plain text stream has none. */
function withReasoning(
  given: JsonObject | undefined,
  completion: number | Num,
  reasoning: number | undefined,
): JsonObject | undefined {
  if (reasoning === undefined) return given;
  const size = numeric(completion) ?? 0;
  const capped = Math.min(Math.max(0, reasoning), size);
  if (given === undefined) return { reasoning_tokens: capped, text_tokens: size - capped };
  if ((given.reasoning_tokens ?? null) !== null) return given;
  return { ...given, reasoning_tokens: capped, text_tokens: given.text_tokens ?? size - capped };
}

function promptDetails({ promptDetails: told, ...total }: UsageTotal): JsonObject | undefined {
  const creation = total.cacheCreationDetails;
  const merged = {
    ...told,
    ...(creation !== undefined &&
      (told?.cache_creation_token_details ?? null) === null && { cache_creation_token_details: creation }),
    ...total.grounding,
    ...(isInt(total.cacheRead) && { cached_tokens: total.cacheRead }),
    ...(isInt(total.cacheCreation) && {
      cache_write_tokens: total.cacheCreation,
      cache_creation_tokens: total.cacheCreation,
    }),
  };
  return told === undefined && Object.keys(merged).length === 0 ? undefined : merged;
}

function toCost(value: Json | undefined): Json {
  if (typeof value === "boolean") return float(value ? 1 : 0);
  const size = numeric(value);
  return size === undefined ? null : float(size);
}

interface Known {
  readonly counts: TokenCounts;
  /** Whether nothing but plain text was streamed. */
  readonly isPlainText: boolean;
  /** Whether nulls are shown as a whole answer shows them. */
  readonly isWhole?: boolean;
  /** US dollars, where somebody knows prices. */
  readonly cost?: number | Num | undefined;
}

/** A stream's usage as LiteLLM's last chunk prints it, or a whole answer that is put together from chunks. */
export function streamUsage(total: UsageTotal, { counts, isPlainText, isWhole = false, cost }: Known): JsonObject {
  const reasoning = isPlainText ? 0 : counts.reasoning;
  const prompt = isZero(total.prompt) ? (counts.prompt ?? 0) : total.prompt;
  const completion = isZero(total.completion) ? (counts.completion ?? 0) + (reasoning ?? 0) : total.completion;
  const inCompletion = withReasoning(total.completionDetails, completion, reasoning);
  const inPrompt = promptDetails(total);
  const told = toCost(total.cost);
  const computed = (numeric(cost) ?? 0) > 0 ? toCost(cost) : null;
  const detailed = (value: JsonObject | undefined, fields: UsageFields): Json =>
    value === undefined ? null : usageMembers(value, fields, isWhole);
  const members: readonly Member[] = [
    ["completion_tokens", completion],
    ["prompt_tokens", prompt],
    ["total_tokens", plus(prompt, completion)],
    ["completion_tokens_details", detailed(inCompletion, COMPLETION_DETAILS)],
    ["prompt_tokens_details", detailed(inPrompt, PROMPT_DETAILS)],
    ["server_tool_use", detailed(total.serverToolUse, SERVER_TOOL_USE)],
    ["cost", told ?? computed],
    ["cache_creation_input_tokens", total.cacheCreation ?? null],
    ["cache_read_input_tokens", total.cacheRead ?? null],
    ...others(total.pricing, new Set()),
  ];
  if (!isWhole) return present(members);
  return object(members.filter(([name, value]) => value !== null || NULLABLE.includes(name)));
}

/** What has been said, as far as counting goes. */
export interface Said {
  readonly isPlainText: boolean;
  readonly completion: string;
  readonly reasoning: string;
}

/** What has to be counted before the usage is known. */
export interface Missing {
  readonly prompt: boolean;
  readonly completion: boolean;
  readonly reasoning: boolean;
}

/** What a stream's chunks did not tell of its usage. */
export function missingCounts(total: UsageTotal, { isPlainText, completion, reasoning }: Said): Missing {
  const isCounted = isZero(total.completion);
  const isTold = (total.completionDetails?.reasoning_tokens ?? null) !== null;
  return {
    prompt: isZero(total.prompt),
    completion: isCounted && completion !== "",
    reasoning: !isPlainText && reasoning !== "" && (isCounted || !isTold),
  };
}
