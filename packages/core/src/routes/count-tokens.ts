import type { Json } from "../json/index.ts";

/** What a provider is asked to count: a request in the words of Anthropic's Messages API, as far as it has tokens. */
export interface CountTokensInput {
  readonly messages: readonly Json[];
  readonly system?: Json;
  readonly tools?: Json;
}
