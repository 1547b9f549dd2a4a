import type { Signal } from "../host.ts";
import type { Json, JsonObject } from "../json/index.ts";

/** An embedding call after the call layer. */
export interface EmbeddingInput {
  /** A text, a list of texts, a list of tokens or a list of such lists, as the caller gave it. */
  readonly input: Json;
  /** OpenAI's optional parameters that have a value (`user`, `dimensions`, `encoding_format`). */
  readonly params: JsonObject;
  /** All others: for the body, last. */
  readonly extra: JsonObject;
}

/** What `embedding` takes: LiteLLM's keyword arguments. */
export interface EmbeddingArgs {
  /** A model with its provider's slug, or one of OpenAI's. */
  readonly model: string;
  /** Texts, or their tokens. */
  readonly input: string | readonly string[] | readonly number[] | readonly (readonly number[])[];
  /** How many numbers an embedding has, for models that let one choose. */
  readonly dimensions?: number | null;
  readonly encoding_format?: "float" | "base64" | null;
  readonly user?: string | null;
  readonly api_key?: string | null;
  readonly api_base?: string | null;
  readonly custom_llm_provider?: string | null;
  readonly extra_headers?: Readonly<Record<string, string>> | null;
  readonly extra_body?: Readonly<Record<string, unknown>> | null;
  /** Seconds without a byte from the provider; 600 unless given. */
  readonly timeout?: number | null;
  /** How often a request that failed in passing is sent again; 2 unless given. */
  readonly max_retries?: number | null;
  readonly drop_params?: boolean | null;
  /** An embedding to answer with in place of asking a provider; `"error"` fails. */
  readonly mock_response?: readonly number[] | string | null;
  /** Ends the call and its connection. */
  readonly signal?: Signal | null;
  readonly [parameter: string]: unknown;
}

/** One embedding: numbers, or their bytes in base64. */
export interface Embedding {
  readonly embedding: readonly number[] | string | null;
  /** From 0: the input it belongs to. */
  readonly index: number | null;
  readonly object: string | null;
  readonly [field: string]: unknown;
}

/** What `embedding` answers: LiteLLM's `EmbeddingResponse`. */
export interface EmbeddingResponse {
  readonly model: string | null;
  readonly data: readonly Embedding[] | null;
  readonly object: string;
  readonly usage: {
    readonly completion_tokens: number | null;
    readonly prompt_tokens: number | null;
    readonly total_tokens: number | null;
    readonly completion_tokens_details: null;
    readonly prompt_tokens_details: null;
  };
}
