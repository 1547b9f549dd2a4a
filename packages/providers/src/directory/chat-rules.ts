import type { ChatRules } from "@lintel/core";
import type { Described } from "../described/undescribed.ts";
import { listedProvider } from "./bare.ts";
import { divertsWith } from "./diverts.ts";
import { isReasoningSeries } from "./gpt-series.ts";

/** LiteLLM's `_is_claude_tool_target`. */
function isClaude(provider: string, model: string): boolean {
  const name = model.toLowerCase();
  if (provider === "anthropic") return true;
  if (provider === "bedrock") return name.includes("claude") || (name.includes("arn:") && name.includes(":bedrock:"));
  return (provider === "azure_ai" || provider === "vertex_ai") && name.includes("claude");
}

/** Its `_is_gemini_model`. */
function isGemini(provider: string | undefined, model: string): boolean {
  return provider === "gemini" || model.toLowerCase().includes("gemini");
}

/** The models whose configuration keeps developer messages: OpenAI's o-series, there and on azure. */
function isOSeries(provider: string, model: string): boolean {
  if (provider === "azure") return /o[134]|o_series\//.test(model);
  const name = model.slice(model.lastIndexOf("/") + 1);
  return provider === "openai" && /^o\d/.test(name) && listedProvider(name) === "openai";
}

const SUMMARIES: readonly string[] = ["reasoningSummary", "reasoning_summary"];

/** The call layer's rules that depend on whose model it is, and on what is said of it. */
export const chatRules = (described: Described): ChatRules => ({
  tools: { keys: ["input_examples", "eager_input_streaming"], takes: isClaude },
  signatures: { separator: "__thought__", keeps: isGemini },
  keepsDeveloper: isOSeries,
  refused: (provider, model) => {
    const isSeries = isReasoningSeries(model) || (provider === "azure" && model.includes("gpt5_series"));
    return isSeries && (provider === "openai" || provider === "azure") ? SUMMARIES : [];
  },
  diverts: divertsWith(described),
});
