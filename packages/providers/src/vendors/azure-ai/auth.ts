import { type Call, type Connection, type Given, type Header, secret, type TokenNeed } from "@lintel/core";
import type { AuthNeeds, OcrNeeds } from "../../ocr/index.ts";

const SCOPE = "https://cognitiveservices.azure.com/.default";

/** What Entra ID asks for: LiteLLM's argument names, and the variables of Azure's libraries. */
export const ENTRA = {
  options: {
    tenant_id: { env: ["AZURE_TENANT_ID"] },
    client_id: { env: ["AZURE_CLIENT_ID"] },
    azure_username: { env: ["AZURE_USERNAME"] },
    azure_scope: { env: ["AZURE_SCOPE"] },
  },
  secrets: {
    azure_ad_token: { env: ["AZURE_AD_TOKEN"], kinds: { federated: "oidc/" } },
    client_secret: { env: ["AZURE_CLIENT_SECRET"] },
    azure_password: { env: ["AZURE_PASSWORD"] },
  },
} as const satisfies Pick<Connection, "options" | "secrets">;

/** Whether the host has to get a token for these credentials, as LiteLLM's `get_azure_ad_token` decides. */
function isExchanged({ target: { options, secrets = {} }, settings }: Call<"ocr">): boolean {
  const { tenant_id, client_id, azure_username } = options;
  const { azure_ad_token, client_secret, azure_password } = secrets;
  const isTenant = tenant_id !== undefined && client_id !== undefined;
  return (
    (isTenant && client_secret !== undefined) ||
    (client_id !== undefined && azure_username !== undefined && azure_password !== undefined) ||
    (isTenant && azure_ad_token?.kind === "federated") ||
    settings.enable_azure_ad_token_refresh === true
  );
}

function entraToken({ target: { options, secrets = {} } }: Call<"ocr">): TokenNeed {
  const named = Object.entries(options).filter(([name]) => Object.hasOwn(ENTRA.options, name));
  const { azure_scope = SCOPE, ...credentials } = { ...Object.fromEntries(named), ...secrets };
  return { need: "token", issuer: "azure", scope: String(azure_scope), credentials };
}

/** The key, or a token where there is none and Entra ID can give one. */
export function azureNeeds(call: Call<"ocr">, names: readonly string[]): AuthNeeds {
  const key = { key: secret(...names) };
  return call.target.key === undefined && isExchanged(call) ? { ...key, token: entraToken(call) } : key;
}

/** The header a call is let in by, or LiteLLM's words where there is none. */
export function authHeader(
  call: Call<"ocr">,
  { given: { key, token }, name, variable }: AuthAsked,
): Header | { readonly refused: string } {
  if (key !== undefined) return name === "Authorization" ? [name, ["Bearer ", key]] : [name, key];
  const bearer = token ?? call.target.secrets?.azure_ad_token;
  if (bearer !== undefined) return ["Authorization", ["Bearer ", bearer]];
  return {
    refused: `Missing Azure AI credentials - set an API key (\`api_key\` or ${variable}), or Entra ID / OAuth credentials (\`tenant_id\` + \`client_id\` + \`client_secret\`, \`azure_ad_token\`, an OIDC token, or a managed identity with \`litellm.enable_azure_ad_token_refresh = True\`)`,
  };
}

interface AuthAsked {
  readonly given: Given<OcrNeeds>;
  /** The header that takes a key. */
  readonly name: string;
  /** The variable a key is looked for in. */
  readonly variable: string;
}
