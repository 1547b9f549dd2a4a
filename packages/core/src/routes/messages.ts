import type { Json, JsonObject } from "../json/index.ts";

/** A messages call after the call layer, before any provider's rules: the request in the words of Anthropic's Messages API. */
export interface MessagesInput {
  readonly messages: readonly Json[];
  /** Every other member of the request that has a value, in LiteLLM's order; members the API does not know are not among them. */
  readonly params: JsonObject;
  /** What the HTTP client raises over the caller's headers once it sends. */
  readonly unsendable?: string;
}
