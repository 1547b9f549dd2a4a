import { truthy } from "@lintel/core";
import type { Json, JsonObject } from "@lintel/core/json";
import { truthWord } from "./references.ts";

// _normalize_user_url_validation
function validationOf(value: Json): boolean | undefined {
  return typeof value === "string" ? truthWord(value) : truthy(value);
}

/** Module flags that `general_settings` set, too, and which go before `litellm_settings`: which hosts documents may be fetched from (`_apply_ssrf_general_settings`). */
export function documentFlags({
  user_url_allowed_hosts: hosts,
  user_url_validation: validates = null,
}: JsonObject): JsonObject {
  const validation = validates === null ? undefined : validationOf(validates);
  return {
    ...(hosts !== undefined && { user_url_allowed_hosts: hosts }),
    ...(validation !== undefined && { user_url_validation: validation }),
  };
}
