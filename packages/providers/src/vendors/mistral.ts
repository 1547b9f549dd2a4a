import { type Connection, secret } from "@lintel/core";
import { mapException } from "../faults/index.ts";
import { mistralOcr } from "../wires/mistral-ocr/index.ts";

const NO_KEY =
  "Missing Mistral API Key - A call is being made to Mistral but no key is set either in the environment variables or via params";

const connection = {
  key: { settings: [], env: ["MISTRAL_AZURE_API_KEY", "MISTRAL_API_KEY"] },
  base: { settings: [], env: ["MISTRAL_AZURE_API_BASE"], fallback: "https://api.mistral.ai/v1" },
} as const satisfies Connection;

/** Mistral's OCR, https://docs.mistral.ai/api/#tag/ocr. */
export const mistral = mistralOcr({
  provider: "mistral",
  connection,
  needs: () => ({ key: secret(...connection.key.env) }),
  address({ target }, { key }) {
    if (key === undefined) return { refused: NO_KEY };
    const { base = connection.base.fallback } = target;
    return {
      // MistralConfig._get_openai_compatible_provider_info: "/v1" is added even after "/v1/".
      url: `${base.endsWith("/v1") ? base : `${base}/v1`}/ocr`,
      headers: [["Authorization", ["Bearer ", key]]],
    };
  },
  fault: mapException,
});
