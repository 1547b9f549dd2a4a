import type { Call, Connection } from "@lintel/core";
import { mapException } from "../../faults/index.ts";
import { documentIntelligence } from "../../wires/document-intelligence/index.ts";
import { authHeader, azureNeeds, ENTRA } from "./auth.ts";

const KEY = "AZURE_DOCUMENT_INTELLIGENCE_API_KEY";

const NO_BASE =
  "Missing Azure Document Intelligence Endpoint - Set AZURE_DOCUMENT_INTELLIGENCE_ENDPOINT environment variable or pass api_base parameter";

const connection = {
  key: { settings: [], env: [KEY], isNoneIfEmpty: true },
  base: { settings: [], env: ["AZURE_DOCUMENT_INTELLIGENCE_ENDPOINT"] },
  secrets: ENTRA.secrets,
  options: {
    ...ENTRA.options,
    api_version: { args: [], env: ["AZURE_DOCUMENT_INTELLIGENCE_API_VERSION"] },
    default_dpi: { args: [], env: ["AZURE_DOCUMENT_INTELLIGENCE_DEFAULT_DPI"] },
    polling_timeout: { args: [], env: ["AZURE_OPERATION_POLLING_TIMEOUT"] },
  },
} as const satisfies Connection;

function whole(text: string | undefined, fallback: number): number {
  return text !== undefined && /^\s*-?\d+\s*$/.test(text) ? Number(text) : fallback;
}

/** Azure Document Intelligence, https://learn.microsoft.com/azure/ai-services/document-intelligence/. */
export const azureDocumentIntelligence = documentIntelligence({
  provider: "azure_ai",
  connection,
  serves: (model) => /doc-intelligence|documentintelligence/i.test(model),
  needs: (call) => azureNeeds(call, connection.key.env),
  service: ({ target: { options } }: Call<"ocr">) => ({
    apiVersion: options.api_version ?? "2024-11-30",
    dpi: whole(options.default_dpi, 96),
    patience: whole(options.polling_timeout, 120),
  }),
  address(call, given) {
    const { base } = call.target;
    if (base === undefined) return { refused: NO_BASE };
    const auth = authHeader(call, { given, name: "Ocp-Apim-Subscription-Key", variable: KEY });
    return "refused" in auth ? auth : { url: base, headers: [auth, ["Content-Type", "application/json"]] };
  },
  fault: mapException,
});
