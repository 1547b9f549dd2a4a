import { isObject, type JsonObject } from "@lintel/core/json";

/** Members that choose a price: whose model it is, is the configuration's to say (`_CLIENT_PRICING_CONTROL_FIELDS`). */
const PRICED: ReadonlySet<string> = new Set(["base_model", "model_info"]);

/** The same in metadata (`_CLIENT_PRICING_METADATA_FIELDS`). */
const PRICED_METADATA: ReadonlySet<string> = new Set(["model_info", "standard_logging_guardrail_information"]);

const METADATA = ["metadata", "litellm_metadata"] as const;

/** Members that say who is asked, or takes over: LiteLLM's router keeps them for itself, whatever they are. */
const ROUTED: ReadonlySet<string> = new Set([
  "disable_fallbacks",
  "context_window_fallbacks",
  "content_policy_fallbacks",
  "specific_deployment",
]);

/** Whether a member of a request is none of the provider's: an answer made up and a price are the configuration's, who takes over is told here. */
function isOwn(name: string): boolean {
  return name.startsWith("mock_") || ROUTED.has(name) || PRICED.has(name);
}

function without(value: JsonObject, isLeftOut: (name: string) => boolean): JsonObject {
  for (const name in value)
    if (isLeftOut(name)) return Object.fromEntries(Object.entries(value).filter(([it]) => !isLeftOut(it)));
  return value;
}

/** A request without what is not the caller's to say, and no provider's to hear. */
export function withoutOwn(body: JsonObject): JsonObject {
  const told = without(body, isOwn);
  const metadata = METADATA.flatMap((name) => {
    const value = told[name];
    const kept = isObject(value) ? without(value, (it) => PRICED_METADATA.has(it)) : value;
    return kept === value || kept === undefined ? [] : [[name, kept] as const];
  });
  return metadata.length === 0 ? told : { ...told, ...Object.fromEntries(metadata) };
}
