/**
 * The OpenAI parameters that models of a provider take, in LiteLLM's order: slugs, request type (`any`: whatever it is), names.
 * `@`: those of OpenAI's chat completions. `=`: those of OpenAI's own models. `-name`: not that one. `name?rule`: where the rule holds; `?!rule`: where it does not. `none`: no list.
 */
export const PARAMETER_ROWS = `
openai | any | = audio?gpt-audio
openai | transcription | language prompt response_format temperature include?gpt-4o timestamp_granularities?!gpt-4o
sap | embeddings | encoding_format dimensions?embedding-3
openai_like datarobot sagemaker_chat oobabooga modelscope lambda_ai friendliai empower github compactifai | chat_completion | @
docker_model_runner custom llamafile lm_studio galadriel nebius aiohttp_openai heroku cometapi ovhcloud | chat_completion | @
huggingface cloudflare novita meta_llama | any | @
custom_openai | chat_completion | @
custom_openai text-completion-openai | any | functions function_call temperature top_p n stream stream_options stop max_tokens presence_penalty frequency_penalty logit_bias user response_format seed tools tool_choice max_retries logprobs top_logprobs extra_headers
azure_text | chat_completion | functions function_call temperature top_p n stream stream_options stop max_tokens presence_penalty frequency_penalty logit_bias user response_format seed tools tool_choice max_retries logprobs top_logprobs extra_headers
xai | any | logit_bias logprobs max_tokens n parallel_tool_calls presence_penalty response_format seed stream stream_options temperature tool_choice tools top_logprobs top_p user web_search_options stop?stops frequency_penalty?penalised reasoning_effort?reasons
zai | chat_completion | max_tokens stream stream_options temperature top_p stop tools tool_choice thinking?reasons
cohere cohere_chat | any | stream temperature max_tokens max_completion_tokens top_p frequency_penalty presence_penalty stop n tools tool_choice seed extra_headers
clarifai | chat_completion | max_tokens max_completion_tokens response_format stream temperature top_p tool_choice tools presence_penalty frequency_penalty stream_options
anthropic_text | any | stream max_tokens max_completion_tokens stop temperature top_p extra_headers user
bytez | chat_completion | stream max_tokens max_completion_tokens temperature top_p n max_retries
replicate | any | stream temperature max_tokens top_p stop seed tools tool_choice functions function_call
together_ai | any | @ reasoning_effort?reasons-together
tencent | any | @ thinking?reasons reasoning_effort?reasons
openrouter | any | @ reasoning_effort?reasons-somewhere thinking?reasons-somewhere
gemini palm | any | temperature top_p max_tokens max_completion_tokens stream tools tool_choice functions response_format n stop logprobs frequency_penalty presence_penalty modalities parallel_tool_calls web_search_options include_server_side_tool_invocations service_tier reasoning_effort?reasons thinking?reasons audio?speaks
ai21 ai21_chat | any | tools response_format max_tokens max_completion_tokens temperature stop n stream seed tool_choice
baseten | any | max_tokens max_completion_tokens response_format seed stop stream temperature top_p tool_choice tools user presence_penalty frequency_penalty stream_options
sagemaker | any | stream temperature max_tokens max_completion_tokens top_p stop n
sagemaker_nova | chat_completion | @ top_k reasoning_effort allowed_token_ids truncate_prompt_tokens
vllm hosted_vllm | any | @ reasoning_effort thinking
nlp_cloud | any | max_tokens stream temperature top_p presence_penalty frequency_penalty n stop
petals | any | max_tokens temperature top_p stream
ollama | any | max_tokens stream top_p temperature seed frequency_penalty stop response_format max_completion_tokens reasoning_effort
ollama_chat | any | max_tokens max_completion_tokens stream top_p temperature seed frequency_penalty stop tools tool_choice functions response_format reasoning_effort
deepinfra | any | stream frequency_penalty function_call functions logit_bias max_tokens max_completion_tokens n presence_penalty stop temperature top_p response_format tools tool_choice reasoning_effort?reasons
perplexity | any | frequency_penalty max_tokens max_completion_tokens presence_penalty response_format stream temperature top_p max_retries extra_headers reasoning_effort?reasons web_search_options?searches
mistral codestral | chat_completion | stream temperature top_p max_tokens max_completion_tokens tools tool_choice seed stop response_format parallel_tool_calls thinking?magistral reasoning_effort?magistral-or-reasons
mistral codestral | embeddings | encoding_format
mistral codestral | transcription | language temperature timestamp_granularities response_format
groq | any | @ -max_retries -web_search_options?!compound-or-searches reasoning_effort?reasons
a2a | chat_completion | stream temperature max_tokens top_p
gigachat | chat_completion | stream temperature top_p max_tokens max_completion_tokens stop tools tool_choice functions function_call response_format
nvidia_nim | chat_completion | stream temperature top_p frequency_penalty presence_penalty max_tokens max_completion_tokens stop seed tools tool_choice parallel_tool_calls response_format
nvidia_nim | embeddings | encoding_format user dimensions
cerebras | any | max_tokens max_completion_tokens response_format seed stop stream temperature top_p tool_choice tools user max_retries extra_headers reasoning_effort?reasons
volcengine | any | frequency_penalty logit_bias logprobs top_logprobs max_completion_tokens max_tokens n presence_penalty seed stop stream stream_options temperature top_p tools tool_choice function_call functions max_retries extra_headers thinking
text-completion-codestral | any | suffix temperature top_p max_tokens max_completion_tokens stream seed stop
dashscope qwencloud qwen_ai_platform | chat_completion | @ reasoning_effort
wandb | chat_completion | @ reasoning_effort?reasons
moonshot | chat_completion | @ -functions -tools?thinks-aloud -tool_choice?thinks-aloud reasoning_effort?reasons
publicai tensormesh libertai pinstripes assemblyai charity_engine helicone synthetic apertis nano-gpt poe chutes | chat_completion | @ -tools?!calls -tool_choice?!calls -function_call?!calls -functions?!calls -parallel_tool_calls?!calls reasoning_effort?reasons
neosantara parasail scaleway xiaomi_mimo cognition scx-ai darkbloom meta | chat_completion | @ -tools?!calls -tool_choice?!calls -function_call?!calls -functions?!calls -parallel_tool_calls?!calls reasoning_effort?reasons
v0 | chat_completion | messages model stream tools tool_choice
morph | chat_completion | messages model stream
inception | chat_completion | max_tokens max_completion_tokens temperature stop tools tool_choice stream stream_options response_format reasoning_effort reasoning_summary reasoning_summary_wait diffusing realtime
text-completion-inception | chat_completion | suffix max_tokens max_completion_tokens top_p frequency_penalty presence_penalty stop stream stream_options
deepseek | any | @ thinking reasoning_effort
sambanova | any | max_completion_tokens max_tokens response_format stop stream stream_options temperature top_p top_k tools?calls tool_choice?calls parallel_tool_calls?calls
sambanova triton databricks | embeddings |
maritalk | any | frequency_penalty presence_penalty top_p top_k temperature max_tokens n stop stream stream_options tools tool_choice
voyage | any | encoding_format dimensions
voyage | embeddings | encoding_format?!voyage-multimodal dimensions
infinity | any | encoding_format modality dimensions
fireworks_ai | transcription | none
fireworks_ai | any | stream max_completion_tokens max_tokens temperature top_p top_k frequency_penalty presence_penalty n stop response_format user logprobs prompt_truncate_len context_length_exceeded_behavior seed top_logprobs min_p typical_p repetition_penalty mirostat_target mirostat_lr logit_bias echo echo_last ignore_eos prompt_cache_key prompt_cache_isolation_key raw_output perf_metrics_in_response return_token_ids safe_tokenization service_tier speculation prediction stream_options sampling_mask tools?calls parallel_tool_calls?calls tool_choice?chooses-somewhere reasoning_effort?reasons-somewhere reasoning_history?reasons-somewhere thinking?reasons-somewhere
fireworks_ai | embeddings | dimensions?nomic
featherless_ai | chat_completion | stream frequency_penalty function_call functions logit_bias max_tokens max_completion_tokens n presence_penalty stop temperature top_p
watsonx | any | temperature max_tokens top_p frequency_penalty stop seed stream tools tool_choice logprobs top_logprobs n presence_penalty response_format reasoning_effort
watsonx_text | any | temperature max_tokens top_p frequency_penalty stop seed stream
triton | any | max_tokens max_completion_tokens
predibase | any | stream temperature max_completion_tokens max_tokens top_p stop n response_format
databricks | chat_completion | stream stop temperature top_p max_tokens max_completion_tokens n response_format tools tool_choice reasoning_effort thinking
litellm_proxy | chat_completion | @ functions function_call temperature temperature top_p n stream stream_options stop max_completion_tokens modalities prediction audio max_tokens presence_penalty frequency_penalty logit_bias user request_timeout api_base api_version api_key deployment_id organization base_url default_headers timeout response_format seed tools tool_choice max_retries parallel_tool_calls logprobs top_logprobs reasoning_effort extra_headers thinking web_search_options include_server_side_tool_invocations service_tier prompt_cache_key prompt_cache_retention safety_identifier verbosity store
sap | chat_completion | frequency_penalty logit_bias logprobs top_logprobs max_tokens max_completion_tokens prediction n presence_penalty seed stop stream stream_options temperature top_p tools tool_choice?!sap-unchosen function_call functions extra_headers parallel_tool_calls response_format?!sap-unformatted timeout
snowflake | chat_completion | temperature max_tokens max_completion_tokens top_p stream tools tool_choice thinking?claude
gradient_ai | chat_completion | frequency_penalty max_tokens max_completion_tokens presence_penalty stop stream stream_options temperature top_p k kb_filters filter_kb_content_by_query_metadata instruction_override include_functions_info include_retrieval_info include_guardrails_info provide_citations retrieval_method
nscale | any | max_tokens n temperature top_p stream logprobs top_logprobs frequency_penalty presence_penalty response_format stop logit_bias
hyperbolic | chat_completion | messages model stream temperature top_p max_tokens frequency_penalty presence_penalty stop n tools tool_choice response_format seed user
oci | chat_completion | stream max_tokens max_completion_tokens temperature tools frequency_penalty logprobs?!oci-cohere logit_bias?!oci-cohere n?!oci-cohere presence_penalty reasoning_effort?!oci-cohere seed stop tool_choice?!oci-cohere top_p response_format top_k?oci-cohere
vercel_ai_gateway | any | @ extra_body
amazon_nova | chat_completion | top_p temperature max_tokens max_completion_tokens metadata stop stream stream_options tools tool_choice reasoning_effort
langgraph langflow | chat_completion | stream
minimax | chat_completion | @ reasoning_split thinking?reasons
bedrock_mantle | any | @ verbosity?gpt-series reasoning_effort?reasons
gdc | chat_completion | vertex_project vertex_location @
jina_ai vertex_ai vertex_ai_beta | embeddings | dimensions
soniox | transcription | language response_format
deepgram | transcription | language
elevenlabs | transcription | language temperature
ovhcloud | transcription | language prompt response_format timestamp_granularities temperature
scaleway | transcription | language prompt response_format temperature timestamp_granularities
aleph_alpha | any | max_tokens stream top_p temperature presence_penalty frequency_penalty n stop
anyscale | any | temperature top_p stream max_tokens stop frequency_penalty presence_penalty
`;
