import { entries, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { ModelAlias, RouterSettings } from "./config.ts";
import { numberOf } from "./number-of.ts";

/** Reads `router_settings`, with `num_retries` of `litellm_settings` where they have none. */
export function routerSettingsOf(router: JsonObject, flags: JsonObject): RouterSettings {
  const { default_litellm_params: defaults } = router;
  const numRetries = numberOf(router.num_retries) ?? numberOf(flags.num_retries);
  const retryAfter = numberOf(router.retry_after);
  const timeout = numberOf(router.timeout);
  const streamTimeout = numberOf(router.stream_timeout);
  const retryPolicy = counts(router.retry_policy);
  const groupRetryPolicy = policies(router.model_group_retry_policy);
  return {
    ...(numRetries !== undefined && { numRetries }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(timeout !== undefined && { timeout }),
    ...(streamTimeout !== undefined && { streamTimeout }),
    ...(retryPolicy !== undefined && { retryPolicy }),
    ...(groupRetryPolicy !== undefined && { groupRetryPolicy }),
    ...(isObject(defaults) && { defaultParams: sent(defaults) }),
  };
}

/** What calls are given unless they say it; metadata are the proxy's own notes (`_update_kwargs_with_default_litellm_params`). */
function sent(defaults: JsonObject): JsonObject {
  return Object.fromEntries(entries(defaults).filter(([name, value]) => name !== "metadata" && value !== null));
}

function counts(policy: Json | undefined): Readonly<Record<string, number>> | undefined {
  if (!isObject(policy)) return undefined;
  return Object.fromEntries(
    entries(policy).flatMap(([name, value]) => {
      const count = numberOf(value);
      return count === undefined ? [] : [[name, count]];
    }),
  );
}

function policies(value: Json | undefined): RouterSettings["groupRetryPolicy"] {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(entries(value).map(([group, policy]) => [group, counts(policy) ?? {}]));
}

/** Reads `model_group_alias`: a name, or a mapping with `model` and `hidden`. */
export function aliasesOf(router: JsonObject): Readonly<Record<string, ModelAlias>> {
  const { model_group_alias: aliases } = router;
  if (!isObject(aliases)) return {};
  return Object.fromEntries(
    entries(aliases).flatMap(([name, alias]) => {
      if (typeof alias === "string") return [[name, { model: alias, hidden: false }]];
      if (!isObject(alias) || typeof alias.model !== "string") return [];
      return [[name, { model: alias.model, hidden: alias.hidden === true }]];
    }),
  );
}
