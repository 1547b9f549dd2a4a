import type { ErrorMapping, ErrorMet } from "@lintel/core";
import {
  anthropicFamily,
  cohereFamily,
  type Family,
  type FaultContext,
  mapException,
  mapper,
  type Raised,
  saysTimeout,
  vertexFamily,
} from "../faults/index.ts";
import { words } from "./names.ts";

type Mapping = (raised: Raised, context: FaultContext) => ReturnType<typeof mapException>;

const OPENAI_LIKE = words("openai text-completion-openai custom_openai mistral runwayml");
const byStatus = mapper(() => undefined);

/** What a family's mapping knows is told of the provider it is named after, the rest of the provider itself. */
function of(provider: string, family: Family): Mapping {
  const mapped = mapper(family);
  return (raised, context) =>
    saysTimeout(raised.text) || family(raised) === undefined
      ? byStatus(raised, context)
      : mapped(raised, { ...context, provider });
}

const anthropic = of("anthropic", anthropicFamily);
const cohere = of("cohere", cohereFamily);
const vertex = mapper(vertexFamily);

const OWN: Readonly<Record<string, Mapping>> = {
  anthropic,
  anthropic_text: anthropic,
  cohere,
  cohere_chat: cohere,
  gemini: vertex,
  vertex_ai: vertex,
  vertex_ai_beta: vertex,
};

/** Providers whose errors LiteLLM maps by rules that are not known here. */
const UNREAD = words(`
replicate predibase databricks watsonx bedrock bedrock_mantle sagemaker sagemaker_chat cloudflare huggingface ai21 nlp_cloud
together_ai aleph_alpha ollama ollama_chat vllm azure azure_text openrouter litellm_proxy`);

/** After Python's message of an error that is being handled by nobody. */
const TRACEBACK = "\nNoneType: None\n";

function mappingOf(provider: string, isCompatible: boolean): Mapping | undefined {
  if (isCompatible || OPENAI_LIKE.includes(provider)) return mapException;
  if (UNREAD.includes(provider)) return undefined;
  return (Object.hasOwn(OWN, provider) ? OWN[provider] : undefined) ?? byStatus;
}

interface Asked {
  readonly provider: string;
  /** How LiteLLM's messages name it, where that is no slug. */
  readonly label: string | undefined;
  /** Whether LiteLLM lists it among those that speak as OpenAI does. */
  readonly isCompatible: boolean;
}

/** LiteLLM's `exception_type`: by which rules an error of a provider is mapped. */
export function errorMapping({ provider, label, isCompatible }: Asked): ErrorMapping | undefined {
  const mapping = mappingOf(provider, isCompatible);
  if (mapping === undefined) return undefined;
  return ({ text, status, body }: ErrorMet, model) =>
    mapping(
      { text, ...(status !== undefined && { status }), ...(body !== undefined && { body }) },
      { provider, ...(label !== undefined && { label }), model, now: 0, isUnanswered: true, traceback: TRACEBACK },
    );
}
