import type { HostRule, ProviderDirectory, ProviderEntry } from "@lintel/core";
import { type Described, undescribed } from "../described/undescribed.ts";
import { MODEL_RULES } from "../pricing/model-rules.ts";
import { PRICE_RULES } from "../pricing/price-rules.ts";
import { openaiFileStores } from "../vendors/openai/file-stores.ts";
import { bareProvider } from "./bare.ts";
import { chatRules } from "./chat-rules.ts";
import { EMBEDDING_RULES } from "./embedding-rules.ts";
import { errorMapping } from "./error-rules.ts";
import { foldRules } from "./fold-rules.ts";
import { HOST_ROWS } from "./host-data.ts";
import { messagesRules } from "./messages-rules.ts";
import { words } from "./names.ts";
import { overChatRules } from "./over-chat-rules.ts";
import { parameterRules } from "./parameters.ts";
import { PROVIDER_ROWS } from "./provider-data.ts";
import { CLAIMS, REFINEMENTS } from "./refinements.ts";
import { RESERVED } from "./reserved-data.ts";
import { RESPONSES_RULES } from "./responses-rules.ts";
import { tokenizerOf } from "./tokenizers.ts";
import { whereabouts } from "./whereabouts.ts";

/** OpenAI-compatible providers that LiteLLM does not call through its OpenAI code, and the ones it does besides. */
const OWN_CODE: readonly string[] = words(
  "azure azure_ai text-completion-openai deepseek fireworks_ai together_ai heroku ragflow xai groq cometapi minimax hosted_vllm",
);
const OPENAI_CODE: readonly string[] = words(`
custom_openai veniceai abliteration llamagate gmi sarvam aihubmix crusoe empiriolabs xiaomi_mimo scaleway assemblyai
charity_engine neosantara`);

/** Providers outside of it whose calls without headers get LiteLLM's module-wide `headers`. */
const INHERITS: readonly string[] = words(`
azure azure_text azure_ai text-completion-openai groq bedrock_mantle a2a gigachat sap aiohttp_openai cohere cohere_chat
huggingface databricks openrouter vercel_ai_gateway langgraph langflow`);

function lines(table: string): readonly string[] {
  return table.split("\n").filter((line) => line !== "");
}

function toEntry(row: string): ProviderEntry {
  const [provider = "", label = "-", flags = "-"] = row.split(" ");
  const isCompatible = flags.includes("b");
  const claim = CLAIMS[provider];
  const refine = REFINEMENTS[provider];
  const isOpenaiCode = OPENAI_CODE.includes(provider) || (isCompatible && !OWN_CODE.includes(provider));
  return {
    provider,
    extras: isCompatible ? "body" : "params",
    isChat: !flags.includes("u"),
    isPrefixOnly: flags.includes("r"),
    inheritsHeaders: isOpenaiCode || INHERITS.includes(provider),
    isSdk: isOpenaiCode,
    ...(label !== "-" && { label }),
    ...(claim !== undefined && { claim }),
    ...(refine !== undefined && { refine }),
  };
}

function toHost(row: string): HostRule {
  const [url = "", provider = "-", order = "last", ...env] = row.split(" ");
  return { url, key: { env, isFirst: order === "first" }, ...(provider !== "-" && { provider }) };
}

const entries: readonly ProviderEntry[] = lines(PROVIDER_ROWS).map(toEntry);
const index: ReadonlyMap<string, ProviderEntry> = new Map(entries.map((entry) => [entry.provider, entry]));
const reserved: ReadonlySet<string> = new Set(words(RESERVED));

const hosts: readonly HostRule[] = lines(HOST_ROWS).map(toHost);

function errorsOf(provider: string): ReturnType<typeof errorMapping> {
  const entry = index.get(provider);
  return errorMapping({ provider, label: entry?.label, isCompatible: entry?.extras === "body" });
}

/** Every provider LiteLLM 1.103.7 knows and how it recognises them, with what is said of models. */
export const directoryWith = (described: Described): ProviderDirectory => ({
  entries,
  find: (provider) => index.get(provider),
  bare: bareProvider,
  hosts,
  whereabouts,
  unknown: (model) =>
    `LLM Provider NOT provided. Pass in the LLM provider you are trying to call. You passed model=${model}\n Pass model as E.g. For 'Huggingface' inference endpoints pass in \`completion(model='huggingface/starcoder',..)\` Learn more: https://docs.litellm.ai/docs/providers`,
  deployments: "azure",
  proxy: "litellm_proxy",
  fallback: "openai",
  reserved,
  scoped: [
    { prefix: "aws_bedrock_project_id", takes: () => false },
    { prefix: "aws_", takes: (provider) => provider === "bedrock" || provider.startsWith("sagemaker") },
    { prefix: "vertex_", takes: (provider) => provider.startsWith("vertex_ai") || provider === "gdc" },
  ],
  chat: chatRules(described),
  overChat: overChatRules(described),
  messages: messagesRules(described),
  embedding: EMBEDDING_RULES,
  ocr: { anonymous: ["cohere", "reducto"] },
  responses: RESPONSES_RULES,
  fileSearch: openaiFileStores,
  models: MODEL_RULES,
  parameters: parameterRules(described),
  prices: PRICE_RULES,
  tokenizerOf,
  foldRules,
  errors: (provider) => errorsOf(provider),
});

/** The same without. */
export const directory: ProviderDirectory = directoryWith(undescribed);
