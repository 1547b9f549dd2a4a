import type { EmbeddingRules } from "@lintel/core";
import { words } from "./names.ts";

/** Providers whose embeddings LiteLLM asks for (the branches of its `embedding`). */
const SERVED: ReadonlySet<string> = new Set(
  words(`
azure azure_ai bedrock cohere cohere_chat cometapi dashscope databricks fireworks_ai gemini gigachat github_copilot hosted_vllm
huggingface infinity jina_ai litellm_proxy llamafile lm_studio mistral nebius nvidia_nim oci ollama oobabooga openai openai_like
openrouter ovhcloud perplexity qwen_ai_platform qwencloud sagemaker sambanova sap snowflake together_ai triton
vercel_ai_gateway vertex_ai volcengine voyage wandb watsonx xinference`),
);

/** The embedding call layer's rules that depend on whose model it is. */
export const EMBEDDING_RULES: EmbeddingRules = { isServed: (provider) => SERVED.has(provider) };
