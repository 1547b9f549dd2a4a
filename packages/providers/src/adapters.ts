import type { Adapter } from "@lintel/core";
import { anthropic } from "./vendors/anthropic/anthropic.ts";
import { anthropicCount } from "./vendors/anthropic/count-tokens.ts";
import { anthropicMessagesApi } from "./vendors/anthropic/messages.ts";
import { awsTextract } from "./vendors/aws-textract.ts";
import { azureCohere } from "./vendors/azure-ai/cohere.ts";
import { azureDocumentIntelligence } from "./vendors/azure-ai/document-intelligence.ts";
import { azureMistral } from "./vendors/azure-ai/mistral.ts";
import { cohere } from "./vendors/cohere.ts";
import { mistral } from "./vendors/mistral.ts";
import { openaiCount } from "./vendors/openai/count-tokens.ts";
import { openaiEmbedding } from "./vendors/openai/embeddings.ts";
import { openai } from "./vendors/openai/openai.ts";
import { openaiResponses } from "./vendors/openai/responses.ts";
import { reducto, reductoLegacy } from "./vendors/reducto.ts";
import { vertexDeepseek } from "./vendors/vertex-ai/deepseek.ts";
import { vertexMistral } from "./vendors/vertex-ai/mistral.ts";

/** Every adapter there is; of several for one provider and route, the last that serves the model. */
export const adapters: readonly Adapter[] = [
  openai,
  openaiResponses,
  openaiCount,
  openaiEmbedding,
  anthropic,
  anthropicMessagesApi,
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
