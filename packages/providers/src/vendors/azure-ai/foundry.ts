import type { Call, Connection, Given } from "@lintel/core";
import type { Address, AuthNeeds, OcrNeeds, Refused } from "../../ocr/index.ts";
import { authHeader, azureNeeds, ENTRA } from "./auth.ts";

const KEY = "AZURE_AI_API_KEY";

const NO_BASE = "Missing Azure AI API Base - Set AZURE_AI_API_BASE environment variable or pass api_base parameter";

/** Where Azure AI Foundry's models are reached. */
export const foundry: Connection = {
  key: { settings: [], env: [KEY], isNoneIfEmpty: true },
  base: { settings: [], env: ["AZURE_AI_API_BASE"] },
  ...ENTRA,
};

export function foundryNeeds(call: Call<"ocr">): AuthNeeds {
  return azureNeeds(call, foundry.key.env);
}

/** A call's address at Foundry, its URL made of the base; the words of the error where there is none. */
export function foundryAddress(
  call: Call<"ocr">,
  { given, toUrl }: { readonly given: Given<OcrNeeds>; toUrl(base: string): string | Refused },
): Address | Refused {
  const { base } = call.target;
  if (base === undefined) return { refused: NO_BASE };
  const auth = authHeader(call, { given, name: "Authorization", variable: KEY });
  if ("refused" in auth) return auth;
  const url = toUrl(base);
  if (typeof url !== "string") return url;
  return { url, headers: [auth, ["Content-Type", "application/json"]] };
}
