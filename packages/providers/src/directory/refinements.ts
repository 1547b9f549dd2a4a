import { envText, hostOf, type ProviderEntry } from "@lintel/core";
import { listedProvider } from "./bare.ts";
import { AZURE_AS_OPENAI, BEDROCK_MANTLE_REGIONS } from "./model-data.ts";
import { lazySet } from "./names.ts";
import { isInOpenaiCatalog } from "./openai-catalog.ts";

type Claim = NonNullable<ProviderEntry["claim"]>;
type Refine = NonNullable<ProviderEntry["refine"]>;

const azureAsOpenai = lazySet(AZURE_AS_OPENAI);
const mantleRegions = lazySet(BEDROCK_MANTLE_REGIONS);
const ANTHROPIC_TEXT: readonly string[] = ["claude-2", "claude-instant-1"];

/** LiteLLM's `_is_azure_openai_model`: a name of OpenAI's at an address that is no Foundry inference endpoint. */
function isAzureOpenai(model: string, base: string | undefined): boolean {
  if (base === undefined || isFoundryInference(base)) return false;
  const name = model.includes("/") ? model.slice(model.indexOf("/") + 1) : model;
  return isInOpenaiCatalog(name);
}

function isFoundryInference(base: string): boolean {
  return hostOf(base).endsWith(".services.ai.azure.com") && !base.includes("/openai/deployments");
}

const RAGFLOW_FORM = "ragflow/chat/{chat_id}/{model} or ragflow/agent/{agent_id}/{model}";

function refineRagflow(model: string): ReturnType<Refine> {
  const whole = `ragflow/${model}`;
  const [, kind = ""] = whole.split("/");
  if (whole.split("/").length < 4)
    return { problem: `Invalid RAGFlow model format: ${whole}. Expected format: ${RAGFLOW_FORM}` };
  return kind === "chat" || kind === "agent"
    ? { provider: "ragflow", model: whole }
    : { problem: `Invalid RAGFlow endpoint type: ${kind}. Must be 'chat' or 'agent'` };
}

/** Models that are another provider's wherever they are named as this one's. */
export const CLAIMS: Readonly<Record<string, Claim>> = {
  anthropic: ({ model }) => (ANTHROPIC_TEXT.includes(model) ? { provider: "anthropic_text", model } : undefined),
  azure: ({ model, isCustom }) =>
    !isCustom && azureAsOpenai.has(model) ? { provider: "openai", model: `azure/${model}` } : undefined,
  cohere: ({ model }) => (listedProvider(model) === "cohere_chat" ? { provider: "cohere_chat", model } : undefined),
};

/** Where a prefix means more than itself. */
export const REFINEMENTS: Readonly<Record<string, Refine>> = {
  ai21: ({ model }) => {
    const isChat = listedProvider(model) === "ai21_chat" && !model.startsWith("j2-");
    return { provider: isChat ? "ai21_chat" : "ai21", model };
  },
  azure_ai: ({ model, base, env }) => ({
    provider: isAzureOpenai(model, base ?? envText(env, "AZURE_AI_API_BASE")) ? "azure" : "azure_ai",
    model,
  }),
  bedrock_mantle: ({ model }) => {
    const [region = "", ...rest] = model.split("/");
    return { provider: "bedrock_mantle", model: rest.length > 0 && mantleRegions.has(region) ? rest.join("/") : model };
  },
  openrouter: ({ model, isCustom }) => ({
    provider: "openrouter",
    model: isCustom && !model.includes("/") ? `openrouter/${model}` : model,
  }),
  ragflow: ({ model }) => refineRagflow(model),
};
