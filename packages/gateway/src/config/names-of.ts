import { entries, isArray, isObject, type JsonObject } from "@lintel/core/json";
import type { GatewayConfig } from "./config.ts";

/** What `litellm_settings` say of the names that callers use for models. */
export function namesOf(flags: JsonObject): Pick<GatewayConfig, "forwardsFor" | "renamed"> {
  const { model_group_settings: settings = null, model_alias_map: aliases = null } = flags;
  const groups = isObject(settings) ? (settings.forward_client_headers_to_llm_api ?? null) : null;
  const renamed = isObject(aliases) ? entries(aliases) : [];
  return {
    ...(isArray(groups) && { forwardsFor: groups.filter((group) => typeof group === "string") }),
    ...(renamed.length > 0 && {
      renamed: new Map(renamed.flatMap(([name, model]) => (typeof model === "string" ? [[name, model] as const] : []))),
    }),
  };
}
