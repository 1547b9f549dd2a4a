import {
  type Bill,
  type ChatUsage,
  free,
  hasPrice,
  locationFactor,
  type ModelInfo,
  type PriceBook,
  type Priced,
  type PriceRow,
  priced,
  rateOf,
  type Side,
  single,
  type TokensAsked,
  tokenBill,
  withFactor,
} from "@lintel/core/pricing";
import type { TokenRule } from "./token-rules.ts";

const PROVIDER = "vertex_ai";
const TOKEN_MODELS = ["claude", "llama", "mistral", "jamba", "codestral", "gemma", "gemini-2"] as const;
const FLAT_MODELS: ReadonlySet<string> = new Set(["gemini-1.0-pro", "gemini-pro", "gemini-2"]);
const EMBEDDINGS: ReadonlySet<string> = new Set(["embedding", "aembedding"]);
const LONG = 128_000;

function long(
  row: PriceRow,
  { field, bucket, tokens }: { readonly field: string; readonly bucket: string; readonly tokens: number },
): Side {
  const above = `${field}_above_128k_tokens`;
  const rate = tokens > LONG && hasPrice(row, above) ? rateOf(row, above) : rateOf(row, field);
  return single(bucket, tokens, rate ?? free(field));
}

/** Tokens of models that have another price above 128,000 (`_handle_128k_pricing`), or by their row. */
function byToken(info: ModelInfo, usage: ChatUsage, served: TokensAsked["served"]): Bill {
  const { row } = info;
  const isLong =
    hasPrice(row, "input_cost_per_token_above_128k_tokens") || hasPrice(row, "output_cost_per_token_above_128k_tokens");
  if (!isLong) return tokenBill(row, usage, { ...served, residency: undefined });
  const bill = {
    input: long(row, { field: "input_cost_per_token", bucket: "text", tokens: usage.prompt }),
    output: long(row, { field: "output_cost_per_token", bucket: "text", tokens: usage.completion }),
  };
  return withFactor(bill, locationFactor(row, served.location));
}

interface Characters {
  readonly model: string;
  readonly field: string;
  readonly characters: number | undefined;
  /** What LiteLLM multiplies a long text's price with: the answer's tokens, the prompt's characters. */
  readonly longUnits: number;
}

/** A side by its characters; undefined where there are none, or no price for them. */
function byCharacter(row: PriceRow, { model, field, characters, longUnits }: Characters): Side | undefined {
  if (characters === undefined) return undefined;
  const isLong = characters * 4 > LONG && !FLAT_MODELS.has(model);
  const rate = rateOf(row, isLong ? `${field}_above_128k_tokens` : field);
  return rate && single("characters", isLong ? longUnits : characters, rate);
}

function withCharacters(asked: TokensAsked, info: ModelInfo): Bill {
  const { bare: model, usage, served, promptCharacters, completionCharacters } = asked;
  const tokens = byToken(info, usage, { ...served, location: undefined });
  const input = {
    model,
    field: "input_cost_per_character",
    characters: promptCharacters,
    longUnits: promptCharacters ?? 0,
  };
  const output = {
    model,
    field: "output_cost_per_character",
    characters: completionCharacters,
    longUnits: usage.completion,
  };
  const bill = {
    input: byCharacter(info.row, input) ?? tokens.input,
    output: byCharacter(info.row, output) ?? tokens.output,
  };
  return withFactor(bill, locationFactor(info.row, served.location));
}

function infoOf({ bare }: TokensAsked, book: PriceBook): Priced<ModelInfo> {
  return book.info({ model: bare, provider: PROVIDER });
}

/** Vertex AI's tokens: Gemini's first models by character where they have such a price, all others by token. */
export const vertexTokens: TokenRule = (asked, book) => {
  const found = infoOf(asked, book);
  if (!found.ok) return found;
  const isByToken = EMBEDDINGS.has(asked.callType) || TOKEN_MODELS.some((name) => asked.bare.includes(name));
  return priced(isByToken ? byToken(found.value, asked.usage, asked.served) : withCharacters(asked, found.value));
};
