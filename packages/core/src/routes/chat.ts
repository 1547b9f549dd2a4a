import type { JsonObject } from "../json/index.ts";

/** A chat call after the call layer, before any provider's rules. */
export interface ChatInput {
  readonly messages: readonly JsonObject[];
  /**
   * OpenAI's optional parameters that have a value, after policy, in LiteLLM's order: what its `map_openai_params` is given.
   * Those the model does not take are among them where the caller insists (`allowed_openai_params`); `max_retries` is not.
   */
  readonly params: JsonObject;
  /** Parameters of the provider's own, to follow what mapping made of `params` (`finishParams`); empty for OpenAI-compatible ones. */
  readonly providerParams: JsonObject;
  /** `extra_body`, and for OpenAI-compatible providers every parameter that is not OpenAI's: for the body as it is, last. */
  readonly extra: JsonObject;
  /** How many of `providerParams` stand before `extra_body`, where it is a parameter as they are. */
  readonly extraPlace?: number;
  /** LiteLLM's `metadata`, which stays here but for what an adapter takes from it, such as the user's id. */
  readonly metadata?: JsonObject;
  /** LiteLLM's `merge_reasoning_content_in_choices`: streamed reasoning becomes content between think tags. */
  readonly mergeReasoning?: boolean;
  /** What the HTTP client raises over the caller's headers once it sends. */
  readonly unsendable?: string;
}
