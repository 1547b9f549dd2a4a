/** OpenAI's optional parameters of embeddings, in the order they are sent in (`OPENAI_EMBEDDING_PARAMS`). */
export const EMBEDDING_PARAMS = ["user", "dimensions", "encoding_format"] as const satisfies readonly string[];

/** Arguments of the function that are for no provider (`openai_params` in LiteLLM's `embedding`). */
export const EMBEDDING_CONNECTION = `
request_timeout api_base api_version api_key deployment_id organization base_url default_headers timeout max_retries
`;
