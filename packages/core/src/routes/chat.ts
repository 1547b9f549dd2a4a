import type { JsonObject } from "../json/index.ts";

/** A chat call after the call layer, before any provider's rules. */
export interface ChatInput {
  readonly messages: readonly JsonObject[];
  /** Optional OpenAI parameters with a value other than LiteLLM's default, after policy, in LiteLLM's order. */
  readonly params: JsonObject;
  /** What is neither OpenAI's nor LiteLLM's own: for the provider. `extra_body` is merged here, last. */
  readonly extra: JsonObject;
}
