import type { Json, JsonObject } from "@lintel/core/json";
import type { UnsetSecret } from "./config.ts";
import type { Placed } from "./placed.ts";

/** Parameters without which LiteLLM takes a secret of the environment, whomever it is meant for. */
const SECRETS = [
  "api_key",
  "azure_ad_token",
  "client_secret",
  "azure_password",
  "vertex_credentials",
  "vertex_ai_credentials",
] as const;

function says(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

/** A secret that names a variable which says nothing, where the parameters lead to an address of their own and have no other secret for it; written they were in one of these places. */
export function unsetSecret(params: JsonObject, written: readonly (Placed | undefined)[]): UnsetSecret | undefined {
  if (!says(params.api_base) && !says(params.base_url)) return undefined;
  if (SECRETS.some((name) => says(params[name]))) return undefined;
  for (const param of SECRETS) {
    const variable = written.map((place) => place?.members?.get(param)?.variable).find((name) => name !== undefined);
    if (variable !== undefined) return { param, variable };
  }
  return undefined;
}
