import type { ChatMessage, CostReceipt } from "@lintel/core";
import type { Signal } from "@lintel/core/host";
import type { Ability } from "@lintel/core/pricing";

/** A row of a price map, in LiteLLM's format: prices in US dollars, limits in tokens, `supports_…`. */
export interface ModelRow {
  readonly litellm_provider?: string;
  readonly mode?: string;
  readonly max_tokens?: number | string;
  readonly max_input_tokens?: number | string;
  readonly max_output_tokens?: number | string;
  readonly input_cost_per_token?: number | string;
  readonly output_cost_per_token?: number | string;
  readonly [field: string]: unknown;
}

/** Rows by the names of models: the format of LiteLLM's `model_prices_and_context_window.json`. */
export interface PriceMap {
  readonly [model: string]: ModelRow | Readonly<Record<string, unknown>>;
}

interface Priced {
  readonly custom_llm_provider?: string | null;
  readonly call_type?: string | null;
  readonly region_name?: string | null;
  /** `flex`, `priority` …: what the answer was served as, where it does not say so itself. */
  readonly service_tier?: string | null;
  /** `eu`, `us`: where OpenAI keeps the data. */
  readonly data_residency?: string | null;
  readonly vertex_location?: string | null;
  /** Prices of your own for a token, US dollars. */
  readonly custom_cost_per_token?: Readonly<Record<string, number>> | null;
  readonly custom_cost_per_second?: number | null;
  readonly signal?: Signal;
}

export interface CompletionCostArgs extends Priced {
  /** An answer of any route, with its usage. Without one, the texts are counted. */
  readonly completion_response?: object | null;
  readonly model?: string | null;
  readonly prompt?: string;
  readonly messages?: readonly ChatMessage[] | readonly object[];
  readonly completion?: string;
  /** Milliseconds, for models that are paid by time. */
  readonly total_time?: number | null;
  readonly size?: string | null;
  readonly quality?: string | null;
  readonly n?: number | null;
  readonly optional_params?: object | null;
  readonly custom_pricing?: boolean | null;
  readonly base_model?: string | null;
  readonly standard_built_in_tools_params?: object | null;
  readonly router_model_id?: string | null;
}

export interface CostPerTokenArgs extends Priced {
  readonly model: string;
  readonly prompt_tokens?: number;
  readonly completion_tokens?: number;
  readonly response_time_ms?: number | null;
  readonly prompt_characters?: number | null;
  readonly completion_characters?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly number_of_queries?: number | null;
  /** A usage of any dialect, in place of the single numbers. */
  readonly usage_object?: object | null;
  readonly rerank_billed_units?: object | null;
  readonly audio_transcription_file_duration?: number;
  readonly response?: object | null;
  readonly request_model?: string | null;
  /** Prices of your own for documents: `ocr_cost_per_page`, `ocr_cost_per_credit`, `annotation_cost_per_page`. */
  readonly custom_model_info?: Readonly<Record<string, number | null>> | null;
}

export interface ModelArgs {
  readonly model: string;
  readonly custom_llm_provider?: string | null;
}

export interface ModelInfoArgs extends ModelArgs {
  readonly api_base?: string | null;
}

/** What is known of a model, under LiteLLM's names; null where it is not known. */
export interface ModelInfo {
  readonly key: string;
  readonly max_tokens: number | null;
  readonly max_input_tokens: number | null;
  readonly max_output_tokens: number | null;
  readonly input_cost_per_token: number | null;
  readonly output_cost_per_token: number | null;
  readonly litellm_provider: string | null;
  readonly mode: string | null;
  readonly supported_openai_params: readonly string[] | null;
  readonly [field: string]: unknown;
}

export interface ModifiedMaxTokensArgs {
  readonly model: string;
  readonly base_model: string;
  readonly messages?: readonly ChatMessage[] | readonly object[] | null;
  readonly user_max_tokens: number | null;
  /** The share of the input by which a wrong count is allowed for. */
  readonly buffer_perc?: number | null;
  readonly buffer_num?: number | null;
}

/** LiteLLM's `completion_cost`; its number is the receipt's `litellm`. Rejects with a `LintelError` where there is no price. */
export type CompletionCost = (args: CompletionCostArgs) => Promise<CostReceipt<number>>;

/** LiteLLM's `cost_per_token`; its pair of numbers is the receipt's `sides`. Rejects with a `LintelError` where there is no price. */
export type CostPerToken = (args: CostPerTokenArgs) => Promise<CostReceipt<number>>;

/** LiteLLM's `get_model_info`. Rejects with a `ModelNotMappedError` for a model nobody knows. */
export type GetModelInfo = (args: ModelInfoArgs) => Promise<ModelInfo>;

/** LiteLLM's `get_max_tokens`: the most a model puts out. Rejects with a `LintelError` for a model nobody knows. */
export type GetMaxTokens = (args: { readonly model: string }) => Promise<number | null>;

/** LiteLLM's `get_modified_max_tokens`: what is asked for, made to fit the model and its input. */
export type GetModifiedMaxTokens = (args: ModifiedMaxTokensArgs) => Promise<number | null>;

/** LiteLLM's `register_model`: rows, or the path of a file of them, over the facts of these functions from now on. Tells their names. */
export type RegisterModel = (args: { readonly model_cost: PriceMap | string }) => Promise<readonly string[]>;

/** Whether a model can do something; what is unknown it cannot. */
export type SupportsOne = (args: ModelArgs) => Promise<boolean>;

/** The same for an ability by its name, the part of LiteLLM's `supports_…` after the underscore. */
export type Supports = (args: ModelArgs & { readonly ability: Ability }) => Promise<boolean>;

type Camel<Name extends string> = Name extends `${infer Head}_${infer Rest}`
  ? `${Capitalize<Head>}${Camel<Rest>}`
  : Capitalize<Name>;

/** LiteLLM's `supports_…` functions. */
export type SupportsFamily = { readonly [A in Ability as `supports${Camel<A>}`]: SupportsOne };

/** What models cost and can do. */
export interface CostFunctions extends SupportsFamily {
  readonly completionCost: CompletionCost;
  readonly costPerToken: CostPerToken;
  readonly getModelInfo: GetModelInfo;
  readonly getMaxTokens: GetMaxTokens;
  readonly getModifiedMaxTokens: GetModifiedMaxTokens;
  readonly registerModel: RegisterModel;
  readonly supports: Supports;
}
