import { wordFlag } from "@lintel/core";
import { entries, isArray, isObject, type Json, type JsonObject, numeric, object } from "@lintel/core/json";

/** `litellm_settings` as module flags, `drop_params` read as a flag; what only the proxy itself reads is left out. */
export function moduleFlagsOf(flags: JsonObject): JsonObject {
  return object(
    entries(flags)
      .filter(([name]) => !PROXY_ONLY.has(name))
      .map(([name, value]) => [name, name === "drop_params" ? isFlagged(value) : value] as const),
  );
}

const PROXY_ONLY: ReadonlySet<string> = new Set([
  "cache",
  "cache_params",
  "callbacks",
  "success_callback",
  "failure_callback",
  "guardrails",
  "audit_log_callbacks",
]);

/** What LiteLLM's `drop_params_flag` makes of a value: a word that is no flag is off. */
function isFlagged(value: Json): boolean {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.trim().toLowerCase() : numeric(value)?.toString();
  return word !== undefined && wordFlag(word) === true;
}

/** Whether `prometheus` is called back, for successes at least. */
export function callsPrometheus({ callbacks, success_callback: onSuccess }: JsonObject): boolean {
  return [callbacks, onSuccess].some((list) => (isArray(list) ? list.includes("prometheus") : list === "prometheus"));
}

/** A section of the configuration; an empty one where it is null or missing. */
export function sectionOf(root: JsonObject, name: string): JsonObject {
  const section = root[name];
  return isObject(section) ? section : {};
}
