import { pythonRepr } from "@lintel/core/json";
import { mapException } from "../../faults/index.ts";
import { withPath } from "../../httpx/index.ts";
import type { Refused } from "../../ocr/index.ts";
import { cohereParse } from "../../wires/cohere-parse/index.ts";
import { foundry, foundryAddress, foundryNeeds } from "./foundry.ts";

const PARSE = "/v2/parse";
const PLACE = "/providers/cohere";
const MODELS = "/models";

function parsePath(path: string): string {
  if (path.endsWith(PARSE)) return path;
  if (path.endsWith(`${PLACE}/v2`)) return `${path}/parse`;
  return `${path.endsWith(MODELS) ? path.slice(0, -MODELS.length) : path}${PLACE}${PARSE}`;
}

function parseUrl(base: string): string | Refused {
  const refused = `Azure AI API Base must be an absolute URL including scheme (e.g. 'https://<resource>.services.ai.azure.com'). Got api_base=${pythonRepr(base)}.`;
  return withPath(base, parsePath) ?? { refused };
}

/** Cohere's Parse on Azure AI Foundry, https://docs.cohere.com/reference/parse. */
export const azureCohere = cohereParse({
  provider: "azure_ai",
  connection: foundry,
  serves: (model) => /cohere/i.test(model) && /parse/i.test(model),
  inlines: true,
  needs: foundryNeeds,
  address: (call, given) => foundryAddress(call, { given, toUrl: parseUrl }),
  fault: mapException,
});
