import { type Json, type JsonObject, numeric } from "../json/index.ts";
import { modelInfo } from "./model-info.ts";
import { type ModelWorld, resolved } from "./model-names.ts";

export type MaxTokens =
  | { readonly found: true; readonly value: Json }
  | { readonly found: false; readonly text: string };

const UNLISTED = "https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json";

function limitOf(row: JsonObject | undefined): MaxTokens | undefined {
  const value = row?.max_output_tokens ?? row?.max_tokens;
  return value === undefined ? undefined : { found: true, value };
}

/** The most tokens a model may put out, LiteLLM's `get_max_tokens`; null where the model is known and its limit is not. */
export function maxTokens(model: string, world: ModelWorld): MaxTokens {
  const own = limitOf(world.facts.row(model));
  if (own !== undefined) return own;
  const found = resolved({ model }, world);
  const name = found?.model ?? model;
  const row = found === undefined ? undefined : world.facts.row(name);
  if (row === undefined && !world.providers.models?.unlisted(name, found?.provider ?? ""))
    return { found: false, text: `Model ${name} isn't mapped yet. Add it here - ${UNLISTED}` };
  return limitOf(row) ?? { found: true, value: null };
}

/** What a caller wants to be put out, and what is known of the input. */
export interface MaxTokensAsked {
  readonly model: string;
  /** The model whose limit and tokenizer count. */
  readonly baseModel: string;
  readonly userMaxTokens: number;
  /** Tokens of the input, counted with the base model's tokenizer. */
  readonly inputTokens: number;
  /** The part of the input that is added to it for safety; 0.1 unless told. */
  readonly bufferShare?: number | undefined;
  /** The least that is added, in tokens; 10 unless told. */
  readonly bufferTokens?: number | undefined;
}

/** The caller's `max_tokens` made to fit the model, LiteLLM's `get_modified_max_tokens`. */
export function modifiedMaxTokens(asked: MaxTokensAsked, world: ModelWorld): number {
  const { model, baseModel, userMaxTokens, inputTokens, bufferShare = 0.1, bufferTokens = 10 } = asked;
  const lookup = modelInfo({ model }, world);
  const limit = maxTokens(baseModel, world);
  const most = limit.found ? numeric(limit.value) : undefined;
  if (!lookup.found || most === undefined) return userMaxTokens;
  const input = inputTokens + Math.trunc(Math.max(bufferShare * inputTokens, bufferTokens));
  if (numeric(lookup.info.row.max_input_tokens) !== most) return Math.min(userMaxTokens, most);
  const isTooLong = input <= most && userMaxTokens + input > most;
  return isTooLong ? Math.trunc(most - input) : userMaxTokens;
}
