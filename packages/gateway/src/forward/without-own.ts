import { isObject, type JsonObject } from "@lintel/core/json";

/** Members that choose a price: whose model it is, is the configuration's to say (`_CLIENT_PRICING_CONTROL_FIELDS`). */
const PRICED: ReadonlySet<string> = new Set(["base_model", "model_info"]);

/** The same in metadata (`_CLIENT_PRICING_METADATA_FIELDS`). */
const PRICED_METADATA: ReadonlySet<string> = new Set(["model_info", "standard_logging_guardrail_information"]);

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

function isOwnOrPriority(name: string): boolean {
  return name === "priority" || isOwn(name);
}

function isPricedMetadata(name: string): boolean {
  return PRICED_METADATA.has(name);
}

function without(value: JsonObject, isLeftOut: (name: string) => boolean): JsonObject {
  for (const name in value)
    if (isLeftOut(name)) return Object.fromEntries(Object.entries(value).filter(([it]) => !isLeftOut(it)));
  return value;
}

function withoutPrices(body: JsonObject, name: "metadata" | "litellm_metadata"): JsonObject {
  const { [name]: metadata } = body;
  if (!isObject(metadata)) return body;
  const kept = without(metadata, isPricedMetadata);
  return kept === metadata ? body : { ...body, [name]: kept };
}

/** A request's body without the members that only the configuration may set, and without a priority that is for LiteLLM's queue; the very same body where there are none. */
export function withoutOwn(body: JsonObject, isPrioritized = false): JsonObject {
  const kept = without(body, isPrioritized ? isOwnOrPriority : isOwn);
  return withoutPrices(withoutPrices(kept, "metadata"), "litellm_metadata");
}
