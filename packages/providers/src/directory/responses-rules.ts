import type { ResponsesRules } from "@lintel/core";
import { words } from "./names.ts";

/** Providers with a Responses API of their own. */
const NATIVE: readonly string[] = words(`
azure chatgpt empiriolabs fireworks_ai hosted_vllm litellm_proxy manus meta neosantara openai openrouter parasail perplexity
pinstripes tensormesh volcengine xai`);

/** Models of Bedrock's own endpoint that are served on responses. */
const MANTLE = /^(?:us-gov-(?:east|west)-1\/)?(?:openai\.gpt-(?!oss-safeguard)|google\.gemma-4|xai\.grok)/;

const BY_MODEL: Readonly<Record<string, (model: string) => boolean>> = {
  azure_ai: (model) => !model.toLowerCase().includes("claude"),
  bedrock_mantle: (model) => MANTLE.test(model),
  databricks: (model) => model.toLowerCase().includes("gpt"),
  github_copilot: (model) => model.includes("codex"),
};

/** The responses call layer's rules that depend on whose model it is (`get_provider_responses_api_config`). */
export const RESPONSES_RULES: ResponsesRules = {
  isNative: (provider, model) => NATIVE.includes(provider) || BY_MODEL[provider]?.(model) === true,
};
