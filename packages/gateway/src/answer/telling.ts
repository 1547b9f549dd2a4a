/** Which groups of headers an answer bears; LiteLLM's routes differ in them. */
export interface Telling {
  /** `x-litellm-model-api-base` and `x-litellm-callback-duration-ms`. */
  readonly address: boolean;
  /** The provider's own headers and its limits. */
  readonly provider: boolean;
  /** Whether limits are told as the provider's own, whoever it is: elsewhere Anthropic's are told in OpenAI's words, and only they. */
  readonly rawLimits?: true;
  /** Whether it is told when limits are reset; `crossed`: of a call that another route serves. */
  readonly resets?: true | "crossed";
  /** `x-litellm-overhead-duration-ms`. */
  readonly overhead: boolean;
  /** What it has cost in all. */
  readonly sum?: false;
  /** The cost is told as none, whatever the answer says was used. */
  readonly isFree?: true;
}

/** What most answers tell. */
export const EVERYTHING: Telling = { address: true, provider: true, overhead: true };

/** What is told of a call that another route serves. */
export const CROSSED: Telling = { address: false, provider: false, overhead: true };

/** The same of its stream. */
export const CROSSED_STREAM: Telling = { ...CROSSED, sum: false };
