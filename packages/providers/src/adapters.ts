import type { Adapter } from "@lintel/core";
import { type Described, undescribed } from "./described/undescribed.ts";
import { anthropicWith } from "./vendors/anthropic/anthropic.ts";
import { anthropicCount } from "./vendors/anthropic/count-tokens.ts";
import { anthropicMessagesWith } from "./vendors/anthropic/messages.ts";
import { awsTextract } from "./vendors/aws-textract.ts";
import { azureCohere } from "./vendors/azure-ai/cohere.ts";
import { azureDocumentIntelligence } from "./vendors/azure-ai/document-intelligence.ts";
import { azureMistral } from "./vendors/azure-ai/mistral.ts";
import { cohere } from "./vendors/cohere.ts";
import { mistral } from "./vendors/mistral.ts";
import { openaiCount } from "./vendors/openai/count-tokens.ts";
import { openaiEmbedding } from "./vendors/openai/embeddings.ts";
import { openaiWith } from "./vendors/openai/openai.ts";
import { openaiResponsesWith } from "./vendors/openai/responses.ts";
import { openaiTextCompletion } from "./vendors/openai/text-completion.ts";
import { reducto, reductoLegacy } from "./vendors/reducto.ts";
import { vertexDeepseek } from "./vendors/vertex-ai/deepseek.ts";
import { vertexMistral } from "./vendors/vertex-ai/mistral.ts";

const DESCRIBED = {
  openai: [openaiWith, openaiResponsesWith],
  anthropic: [anthropicWith, anthropicMessagesWith],
} as const;

const OTHERS: readonly Adapter[] = [
  openaiCount,
  openaiTextCompletion,
  openaiEmbedding,
  anthropicCount,
  mistral,
  azureMistral,
  azureCohere,
  azureDocumentIntelligence,
  vertexMistral,
  vertexDeepseek,
  cohere,
  reducto,
  reductoLegacy,
  awsTextract,
];

/** Every adapter there is, with what is said of models. */
export function adaptersWith(described: Described): readonly Adapter[] {
  const made = Object.entries(DESCRIBED).flatMap(([provider, makers]) =>
    makers.map((make): Adapter => make((model) => described(provider, model))),
  );
  return [...made, ...OTHERS];
}

/** Every adapter there is; of several for one provider and route, the last that serves the model. */
export const adapters: readonly Adapter[] = adaptersWith(undescribed);
