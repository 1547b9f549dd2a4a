import { createHash } from "node:crypto";
import type { TokenNeed } from "@lintel/core";
import { reveal } from "@lintel/core/host";
import type { TokenWorld } from "./token-source.ts";

/** LiteLLM's arguments and the variables that say the same. */
const VARIABLES: Readonly<Record<string, string>> = {
  vertex_credentials: "VERTEXAI_CREDENTIALS",
  vertex_ai_credentials: "VERTEXAI_CREDENTIALS",
  tenant_id: "AZURE_TENANT_ID",
  client_id: "AZURE_CLIENT_ID",
  client_secret: "AZURE_CLIENT_SECRET",
  azure_scope: "AZURE_SCOPE",
  azure_ad_token: "AZURE_AD_TOKEN",
  azure_username: "AZURE_USERNAME",
  azure_password: "AZURE_PASSWORD",
};

/** The world as a call's own credentials change it, and a name for it that tells nothing of them. */
export interface CallWorld {
  readonly name: string;
  readonly world: TokenWorld;
}

/** A call's credentials go before the environment's, one by one, as LiteLLM reads them. */
export function callWorld({ credentials = {} }: TokenNeed, world: TokenWorld): CallWorld {
  const own = Object.entries(credentials).flatMap(([argument, value]) => {
    const variable = Object.hasOwn(VARIABLES, argument) ? VARIABLES[argument] : undefined;
    const text = reveal(value);
    // What an adapter read from the environment is the environment's, and may be a path.
    const isOwn = variable !== undefined && text !== "" && world.env[variable] !== text;
    return isOwn ? [[variable, text] as const] : [];
  });
  if (own.length === 0) return { name: "", world };
  const name = createHash("sha256").update(JSON.stringify(own)).digest("base64");
  const fromCall = new Set(own.map(([variable]) => variable));
  return { name, world: { ...world, fromCall, env: { ...world.env, ...Object.fromEntries(own) } } };
}
