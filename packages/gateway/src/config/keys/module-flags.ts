import { honoured, ignored, type KeyRules, notImplemented, servedOnly } from "./key-rule.ts";

/** The keys of `litellm_settings` that LiteLLM knows, callbacks apart; it sets any other as a module flag, too. */
export const MODULE_FLAGS: KeyRules = new Map([
  ...honoured(`drop_params modify_params num_retries request_timeout model_alias_map headers
    api_base api_key openai_key anthropic_key organization vertex_project vertex_location
    use_litellm_proxy use_chat_completions_url_for_anthropic_messages route_all_chat_openai_to_responses
    openai_system_messages_first reasoning_auto_summary enable_preview_features enable_json_schema_validation
    enable_azure_ad_token_refresh enable_anthropic_prompt_caching anthropic_prompt_caching_ttl disable_token_counter
    disable_stop_sequence_limit disable_hf_tokenizer_download disable_add_prefix_to_prompt cost_margin_config
    cost_discount_config expose_router_debug_in_errors json_logs set_verbose lintel_accept_truncated_streams lintel_swallow_deltas lintel_strip_cache_control_properties
    lintel_null_signatures lintel_every_choice lintel_silent_error_events lintel_send_signatures
    lintel_respell_json_pieces lintel_omit_unsent_arguments lintel_misplace_parallel_calls lintel_lossy_folding
    lintel_end_at_finish lintel_count_at_vendor lintel_bare_response_events lintel_bare_chat_answers
    lintel_repeat_authorization lintel_mix_text_choices lintel_silent_errors_in_answers lintel_accept_error_replies
    lintel_borrow_unset_keys`),
  ...ignored(
    `turn_off_message_logging log_raw_request_response redact_messages_in_exceptions redact_user_api_key_info
    standard_logging_payload_excluded_fields global_disable_no_log_param disable_streaming_logging
    log_client_error_tracebacks request_correlation_in_logs`,
    "bodies and keys are never logged",
  ),
  ...ignored("suppress_debug_info logging litellm_mode", "the log has a level of its own"),
  ...ignored("telemetry email token error_logs", "nothing is told to anyone"),
  ...ignored(
    `langfuse_default_tags langfuse_enable_update_trace_keys initialized_langfuse_clients langsmith_batch_size
    argilla_batch_size argilla_transformation_object datadog_use_v1 gcs_pub_sub_use_v1 generic_api_use_v1
    datadog_llm_observability_params datadog_params newrelic_params pointfive_params aws_sqs_callback_params
    generic_logger_headers s3_callback_params s3_audit_callback_params dynamodb_table_name cold_storage_custom_logger
    otel_tenant_destination_mode logged_real_time_event_types allow_dynamic_callback_disabling callback_settings
    azure_content_safety_params presidio_logging_only`,
    "only callbacks that are not implemented read it",
  ),
  ...ignored(
    `use_aiohttp_transport aiohttp_trust_env disable_aiohttp_transport disable_aiohttp_trust_env http2
    in_memory_llm_clients_cache safe_memory_mode client_session aclient_session use_client proxy_auth`,
    "the transport is another",
  ),
  ...ignored(
    `public_mcp_servers public_mcp_hub_strict_whitelist public_model_groups public_skills_index public_agent_groups
    public_model_groups_links blog_posts_url autorouter_presets_url anthropic_beta_headers_url
    enable_key_alias_format_validation`,
    "there is no user interface",
  ),
  ...ignored(
    "model_list model_list_set azure_llms adapters config_path secret_manager_client",
    "LiteLLM sets it itself",
  ),
  ...notImplemented(
    `service_callback service_callbacks audit_log_callbacks input_callback pre_call_rules post_call_rules
    custom_provider_map store_audit_logs`,
    "no Python is run",
  ),
  ...honoured(`prometheus_latency_buckets prometheus_metrics_config prometheus_exclude_metrics prometheus_exclude_labels
    prometheus_emit_stream_label prometheus_deployment_and_latency_caller_identity
    enable_end_user_cost_tracking_prometheus_only require_auth_for_metrics_endpoint`),
  ...notImplemented(
    `prometheus_initialize_budget_metrics prometheus_emit_input_sequence_length_label prometheus_emit_rate_limit_labels
    prometheus_user_budget_label_include_email_alias prometheus_end_user_metrics_max_series_per_metric
    prometheus_end_user_metrics_ttl_seconds prometheus_end_user_metrics_cleanup_interval_seconds
    custom_prometheus_metadata_labels custom_prometheus_tags `,
    "these metrics and labels are not told",
  ),
  ...notImplemented(
    `cache cache_params caching enable_redis_auth_cache enable_caching_on_provider_specific_optional_params
    default_in_memory_ttl default_redis_ttl default_redis_batch_cache_expiry`,
    "answers are not cached",
  ),
  ...notImplemented(
    `fallbacks default_fallbacks context_window_fallbacks content_policy_fallbacks max_fallbacks model_fallbacks
    longer_context_model_fallback_dict`,
    "a call stays with its model group",
  ),
  ...notImplemented("allowed_fails cooldown_time", "deployments that fail are not cooled down"),
  ...notImplemented("num_retries_per_request retry", "attempts are counted by num_retries"),
  ...notImplemented(
    `max_budget budget_duration default_soft_budget budget_exceeded_throttle_percentage max_internal_user_budget
    default_max_internal_user_budget max_user_budget max_ui_session_budget internal_user_budget_duration
    max_end_user_budget max_end_user_budget_id validate_end_user_id_in_db tag_budget_config budget_rollover
    budget_reset_time timezone default_internal_user_params default_team_params default_team_settings
    default_key_generate_params default_key_max_budget_alert_emails upperbound_key_generate_params
    key_generation_settings priority_reservation priority_reservation_settings extra_spend_tag_headers
    scim_admin_group scim_upsert_user`,
    "there are no users, teams or budgets",
  ),
  ...servedOnly(
    `disable_end_user_cost_tracking disable_end_user_cost_tracking_prometheus_only
    disable_add_user_agent_to_request_tags`,
    { values: [true], reason: "there are no users, teams or budgets" },
  ),
  ...notImplemented(
    "block_requests_for_models_without_pricing apply_search_free_tier",
    "calls are not refused by price",
  ),
  ...notImplemented(
    "model_cost model_cost_map_url",
    "prices are those the release came with, and the deployment's own",
  ),
  ...notImplemented(
    `guardrails guardrail_name_config_map skip_system_message_in_guardrail skip_tool_message_in_guardrail
    llamaguard_model_name llamaguard_unsafe_content_categories openai_moderations_model_name output_parse_pii
    presidio_ad_hoc_recognizers google_moderation_confidence_threshold blocked_user_list banned_keywords_list
    llm_guard_mode prompt_injection_params compression_interception_params code_interpreter_interception_params
    websearch_interception_params`,
    "no guardrails are run",
  ),
  ...notImplemented(
    "global_prompt_directory global_bitbucket_config global_gitlab_config prompt_name_config_map",
    "no prompts are kept",
  ),
  ...notImplemented(
    "mcp_aliases mcp_semantic_tool_filter mcp_tool_search agent_search_embedding_model skill_search_embedding_model",
    "MCP is not served",
  ),
  ...notImplemented(
    "vector_store_registry vector_store_index_registry vector_store_search_failure_mode",
    "vector stores are not served",
  ),
  ...notImplemented("credential_list", "it is read at the root of the configuration"),
  ...notImplemented("responses", "responses are not polled"),
  ...notImplemented("include_cost_in_streaming_usage", "streams tell tokens, not costs"),
  ...ignored("return_response_headers", "providers' headers are always told"),
  ...honoured(
    "anthropic_sse_ping_interval_seconds sse_keepalive_ping_interval_seconds",
    "how often silent streams are pinged",
  ),
  ...notImplemented("forward_traceparent_to_llm_provider", "traces end here"),
  ...honoured("model_group_settings", "whose callers' headers are forwarded"),
  ...honoured("overwrite_user_with_key_hash add_user_information_to_llm_headers", "tell providers who asks"),
  ...notImplemented(
    "enable_loadbalancing_on_batch_endpoints require_managed_files",
    "files and batches are not served",
  ),
  ...notImplemented(
    "ssl_verify ssl_security_level ssl_certificate ssl_ecdh_curve force_ipv4",
    "the transport's own rules hold",
  ),
  ...honoured("user_url_validation user_url_allowed_hosts", "which hosts documents are fetched from"),
  ...notImplemented("provider_url_destination_allowed_hosts", "callers cannot bring a provider's key or address"),
  ...notImplemented("network_mock", "providers are always called"),
  ...notImplemented("check_provider_endpoint", "patterns are listed by the models that are known"),
  ...notImplemented("enable_model_config_credential_overrides", "callers cannot bring a provider's key or address"),
  ...notImplemented(
    `bedrock_neutralize_orphaned_tool_blocks bedrock_request_metadata_fields gemini_live_defer_setup
    vertex_ai_safety_settings disable_vertex_batch_output_transformation disable_copilot_system_to_assistant
    disable_anthropic_gemini_context_caching_transform enable_gemini_default_thinking_level_low
    disable_add_transform_inline_image_block common_cloud_provider_auth_params predibase_tenant_id gdc_api_base
    groq_key gigachat_key xai_key databricks_key openai_like_key azure_key replicate_key bytez_key gdc_key cohere_key
    infinity_key clarifai_key maritalk_key ai21_key ollama_key openrouter_key datarobot_key predibase_key
    huggingface_key togetherai_api_key cloudflare_api_key vercel_ai_gateway_key baseten_key llama_api_key
    aleph_alpha_key nlp_cloud_key novita_api_key snowflake_key gradient_ai_api_key nebius_key wandb_key heroku_key
    cometapi_key ovhcloud_key lemonade_key sap_service_key amazon_nova_api_key inception_key`,
    "its provider is not served",
  ),
  ...notImplemented(
    `max_tokens add_function_to_prompt custom_prompt_dict filter_invalid_headers strip_anthropic_total_tokens api_version
    project`,
    "calls are translated without it",
  ),
]);
