import type { Json, JsonObject } from "../json/index.ts";

/** What the ids in a call's answers carry, so that a follow-up finds the deployment that made them. */
export interface ResponseMarks {
  /** The deployment's id (`litellm_metadata.model_info.id`). */
  readonly modelId?: string;
  /** Whether encrypted reasoning carries it too (`encrypted_content_affinity_enabled`). */
  readonly isSealing: boolean;
}

/** A response to be made, or a conversation to be compacted. */
export interface ResponsesRequest {
  readonly asks: "create" | "compact";
  readonly input: Json;
  /** OpenAI's optional parameters that have a value, in LiteLLM's order: what its `map_openai_params` is given. */
  readonly params: JsonObject;
  /** `extra_body`: for the body as it is, last. */
  readonly extra: JsonObject;
  /** The model whose rules count for the schemas of tools, where a deployment's name says nothing (`model_info.base_model`). */
  readonly baseModel?: string;
  readonly marks: ResponseMarks;
}

/** A response that is stored, and what is wanted of it. */
export interface StoredResponse {
  readonly asks: "get" | "delete" | "cancel" | "list_input_items";
  /** The provider's own id. */
  readonly id: string;
  /** What narrows a list, in LiteLLM's order. */
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly marks: ResponseMarks;
}

/** A responses call after the call layer, before any provider's rules: in the words of OpenAI's Responses API. */
export type ResponsesInput = ResponsesRequest | StoredResponse;
