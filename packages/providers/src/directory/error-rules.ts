import type { ErrorMapping, ErrorMet } from "@lintel/core";
import {
  alephAlphaFamily,
  anthropicFamily,
  azureFamily,
  bedrockFamily,
  cloudflareFamily,
  cohereFamily,
  type Family,
  type FaultContext,
  huggingfaceFamily,
  mapException,
  mapper,
  NO_TRACEBACK,
  nlpCloudFamily,
  ollamaFamily,
  openaiLikeFamily,
  openrouterFamily,
  type Raised,
  replicateFamily,
  sagemakerFamily,
  saysTimeout,
  toldByProxy,
  vertexFamily,
  vllmFamily,
} from "../faults/index.ts";
import { words } from "./names.ts";

type Mapping = (raised: Raised, context: FaultContext) => ReturnType<typeof mapException>;

const OPENAI_LIKE = words("openai text-completion-openai custom_openai mistral runwayml");

/** What a family's mapping knows is told of the provider it is named after, the rest of the provider itself. */
function of(named: { readonly provider: string; readonly label: string }, family: Family): Family {
  return (raised) => {
    const verdict = family(raised);
    return verdict && { ...named, ...verdict };
  };
}

const anthropic = of({ provider: "anthropic", label: "Anthropic" }, anthropicFamily);
const cohere = of({ provider: "cohere", label: "Cohere" }, cohereFamily);

const OWN: Readonly<Record<string, Family>> = {
  aleph_alpha: alephAlphaFamily,
  anthropic,
  anthropic_text: anthropic,
  azure: azureFamily("azure"),
  azure_text: azureFamily("azure_text"),
  bedrock: bedrockFamily("bedrock"),
  bedrock_mantle: bedrockFamily("bedrock_mantle"),
  cloudflare: cloudflareFamily,
  cohere,
  cohere_chat: cohere,
  databricks: openaiLikeFamily,
  gemini: vertexFamily,
  huggingface: huggingfaceFamily,
  lemonade: openaiLikeFamily,
  nlp_cloud: nlpCloudFamily,
  ollama: ollamaFamily,
  ollama_chat: ollamaFamily,
  openrouter: openrouterFamily,
  predibase: openaiLikeFamily,
  replicate: replicateFamily,
  sagemaker: sagemakerFamily("sagemaker"),
  sagemaker_chat: sagemakerFamily("sagemaker_chat"),
  vertex_ai: vertexFamily,
  vertex_ai_beta: vertexFamily,
  vllm: vllmFamily,
  watsonx: openaiLikeFamily,
};

/** A LiteLLM proxy's errors are LiteLLM's own where it names one. */
const proxied: Mapping = (raised, context) =>
  saysTimeout(raised.text) || toldByProxy(raised) === undefined
    ? mapException(raised, context)
    : mapper(toldByProxy)(raised, context);

function mappingOf(provider: string, isCompatible: boolean): Mapping {
  if (provider === "litellm_proxy") return proxied;
  const own = Object.hasOwn(OWN, provider) ? OWN[provider] : undefined;
  if (own !== undefined) return mapper(own);
  return isCompatible || OPENAI_LIKE.includes(provider) ? mapException : mapper(() => undefined);
}

interface Asked {
  readonly provider: string;
  /** How LiteLLM's messages name it, where that is no slug. */
  readonly label: string | undefined;
  /** Whether LiteLLM lists it among those that speak as OpenAI does. */
  readonly isCompatible: boolean;
}

/** LiteLLM's `exception_type`: by which rules an error of a provider is mapped. */
export function errorMapping({ provider, label, isCompatible }: Asked): ErrorMapping {
  const mapping = mappingOf(provider, isCompatible);
  return ({ text, status, body }: ErrorMet, model) =>
    mapping(
      { text, ...(status !== undefined && { status }), ...(body !== undefined && { body }) },
      { provider, ...(label !== undefined && { label }), model, now: 0, isUnanswered: true, traceback: NO_TRACEBACK },
    );
}
