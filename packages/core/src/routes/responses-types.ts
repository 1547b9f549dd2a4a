/** An item of a conversation: a message, a call, its output, reasoning, a reference … by its `type`. */
export interface ResponseItem {
  readonly type?: string;
  readonly id?: string;
  readonly [member: string]: unknown;
}

/** A tool by its `type`: `function`, `custom`, `web_search`, `mcp` … */
export interface ResponseTool {
  readonly type: string;
  readonly [member: string]: unknown;
}

interface ResponseTarget {
  readonly api_key?: string | null;
  readonly api_base?: string | null;
  readonly custom_llm_provider?: string | null;
  readonly extra_headers?: Readonly<Record<string, string>> | null;
  /** Seconds. */
  readonly timeout?: number | null;
  readonly signal?: unknown;
  readonly [name: string]: unknown;
}

/** The keyword arguments of LiteLLM's `responses`: the members of [OpenAI's request](https://platform.openai.com/docs/api-reference/responses/create) and LiteLLM's own. */
export interface ResponsesArgs extends ResponseTarget {
  readonly model: string;
  readonly input: string | readonly ResponseItem[];
  readonly stream?: boolean | null;
  readonly instructions?: string | null;
  readonly tools?: readonly ResponseTool[] | null;
  readonly tool_choice?: string | Readonly<Record<string, unknown>> | null;
  readonly parallel_tool_calls?: boolean | null;
  /** An id of an answer, as Lintel gave it or as the provider did. */
  readonly previous_response_id?: string | null;
  readonly reasoning?: { readonly effort?: string | null; readonly summary?: string | null } | null;
  readonly text?: Readonly<Record<string, unknown>> | null;
  /** A format as chat completions take it, in place of `text`. */
  readonly text_format?: Readonly<Record<string, unknown>> | null;
  readonly include?: readonly string[] | null;
  readonly store?: boolean | null;
  readonly background?: boolean | null;
  readonly max_output_tokens?: number | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly user?: string | null;
  readonly service_tier?: string | null;
  readonly drop_params?: boolean | null;
}

/** Which stored response is meant. */
export interface StoredResponseArgs extends ResponseTarget {
  /** An id of an answer; one the provider gave needs `custom_llm_provider`. */
  readonly response_id: string;
}

/** Which of the items that a stored response was asked with are meant. */
export interface InputItemsArgs extends StoredResponseArgs {
  readonly after?: string | null;
  readonly before?: string | null;
  readonly include?: readonly string[] | null;
  readonly limit?: number | null;
  readonly order?: "asc" | "desc" | null;
}

/** The keyword arguments of LiteLLM's `compact_responses`. */
export type CompactArgs = Omit<ResponsesArgs, "stream">;

export interface ResponseUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly total_tokens: number;
  readonly input_tokens_details?: { readonly cached_tokens: number; readonly [member: string]: unknown } | null;
  readonly output_tokens_details?: { readonly reasoning_tokens?: number | null } | null;
  /** In US dollars; null where nobody tells it. */
  readonly cost?: number | null;
}

/** A [response](https://platform.openai.com/docs/api-reference/responses/object). */
export interface ResponseObject {
  readonly id: string;
  readonly object: string | null;
  readonly created_at: number;
  readonly status: string | null;
  readonly model: string | null;
  readonly output: readonly ResponseItem[];
  readonly error: Readonly<Record<string, unknown>> | null;
  readonly incomplete_details: { readonly reason: string | null } | null;
  readonly usage: ResponseUsage | null;
  readonly [member: string]: unknown;
}

/** An event of a [streamed response](https://platform.openai.com/docs/api-reference/responses-streaming); the last one carries it whole. */
export interface ResponseEvent {
  readonly type: string;
  readonly sequence_number?: number;
  readonly delta?: string;
  readonly item?: ResponseItem;
  readonly response?: ResponseObject;
  readonly [member: string]: unknown;
}

export interface DeletedResponse {
  readonly id: string | null;
  readonly object: string | null;
  readonly deleted: boolean | null;
}

export interface InputItems {
  readonly data: readonly ResponseItem[];
  readonly has_more?: boolean;
  readonly [member: string]: unknown;
}
