import type { JsonObject } from "@lintel/core/json";
import { numeric } from "@lintel/core/json";
import {
  type Bill,
  type ModelAsked,
  NOTHING,
  type PriceBook,
  type PriceRules,
  type Rate,
  rateOf,
  single,
} from "@lintel/core/pricing";
import { anthropicTokens } from "./anthropic-tokens.ts";
import { azureAiTokens, azureTokens } from "./azure-tokens.ts";
import { azureTools, fileSearchLines } from "./azure-tools.ts";
import { dashscopeTokens } from "./dashscope-tokens.ts";
import { databricksTokens } from "./databricks-tokens.ts";
import { fireworksTokens } from "./fireworks-tokens.ts";
import { imageRule } from "./image-rules.ts";
import { perplexityTokens } from "./perplexity-tokens.ts";
import { places } from "./places.ts";
import { sizedModel } from "./sized-models.ts";
import { byRow, type TokenRule } from "./token-rules.ts";
import { vertexTokens } from "./vertex-tokens.ts";
import { mapSearches, webSearches } from "./web-searches.ts";
import { xaiTokens } from "./xai-tokens.ts";

const TOKENS: Readonly<Record<string, TokenRule>> = {
  anthropic: anthropicTokens,
  azure: azureTokens,
  azure_ai: azureAiTokens,
  bedrock: byRow("bedrock"),
  dashscope: dashscopeTokens,
  databricks: databricksTokens,
  deepseek: byRow("deepseek", { tiered: false }),
  fireworks_ai: fireworksTokens,
  gemini: byRow("gemini"),
  lemonade: () => ({ ok: true, value: { input: NOTHING, output: NOTHING } }),
  openai: byRow("openai", { regional: true }),
  perplexity: perplexityTokens,
  qwen_ai_platform: dashscopeTokens,
  qwencloud: dashscopeTokens,
  tencent: byRow("tencent", { tiered: false }),
  vertex_ai: vertexTokens,
  xai: xaiTokens,
};

/** LiteLLM's DEFAULT_REPLICATE_GPU_PRICE_PER_SECOND. */
const GPU_SECOND: Rate = { value: 0.0014, exact: { digits: 14n, scale: 4 }, field: "replicate" };

function songs({ model, provider }: ModelAsked, { world: { facts } }: PriceBook): Bill | undefined {
  const row = facts.row(model.startsWith("vertex_ai/") ? model : `vertex_ai/${model}`);
  const isSong = row?.vertex_ai_audio_api !== undefined && row.supported_audio_formats !== undefined;
  const rate = isSong && provider?.startsWith("vertex_ai") === true ? rateOf(row, "output_cost_per_image") : undefined;
  return rate && { input: NOTHING, output: single("songs", 1, rate) };
}

function byTokens(units: JsonObject, row: JsonObject | undefined): Bill {
  const rate = row && rateOf(row, "input_cost_per_token");
  const tokens = numeric(units.total_tokens);
  return {
    input: rate === undefined || tokens === undefined ? NOTHING : single("text", tokens, rate),
    output: NOTHING,
  };
}

const TOKEN_RERANKS: ReadonlySet<string> = new Set(["jina_ai", "voyage"]);

/** What LiteLLM reckons otherwise for single vendors. */
export const PRICE_RULES: PriceRules = {
  anonymous: "openai",
  places,
  tokens: (asked, book) => (Object.hasOwn(TOKENS, asked.provider) ? TOKENS[asked.provider]?.(asked, book) : undefined),
  isPlain: (provider) => provider === "openai" || provider === "anthropic",
  isInclusive: (provider) => provider === "xai",
  sized: sizedModel,
  timed: (model, { world: { facts } }) =>
    model.includes("replicate") && facts.row(model) === undefined ? GPU_SECOND : undefined,
  countsCharacters: (provider) => provider === "vertex_ai",
  searches: webSearches,
  grounding: mapSearches,
  tools: (provider, params, book) => (provider === "azure" ? azureTools(params, book) : []),
  fileSearch: fileSearchLines,
  images: imageRule,
  speech: songs,
  vectorSearch(provider, book) {
    const found = provider === "vertex_ai" ? book.info({ model: "vertex_ai/search_api" }) : undefined;
    return found?.ok === true ? rateOf(found.value.row, "input_cost_per_query") : undefined;
  },
  rerank: ({ provider, units, info }) => (TOKEN_RERANKS.has(provider) ? byTokens(units, info?.row) : undefined),
};
