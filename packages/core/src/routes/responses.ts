import type { Json, JsonObject } from "../json/index.ts";

/** A responses call after the call layer, before any provider's rules: the request in the words of OpenAI's Responses API. */
export interface ResponsesInput {
  readonly input: Json;
  /** Every other member of the request that has a value, in LiteLLM's order. */
  readonly params: JsonObject;
}
