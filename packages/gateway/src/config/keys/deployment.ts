import { honoured, ignored, type KeyRules, notImplemented } from "./key-rule.ts";

/** The keys of `litellm_params` that do not go with every call as they stand. */
export const DEPLOYMENT: KeyRules = new Map([
  ...honoured("weight", "decides how often the deployment is picked"),
  ...honoured(
    "rpm tpm",
    "decides how often the deployment is picked; answers tell what is left of it, and nothing is refused",
  ),
  ...honoured("order", "of a group, the lowest order is asked first, and the next where it fails"),
  ...honoured("litellm_credential_name drop_params additional_drop_params extra_body"),
  ...notImplemented(
    "itpm otpm max_parallel_requests default_api_key_tpm_limit default_api_key_rpm_limit",
    "requests are not limited",
  ),
  ...notImplemented("max_budget budget_duration", "there are no users, teams or budgets"),
  ...notImplemented("cooldown_time", "deployments that fail are not cooled down"),
  ...notImplemented("tags tag_regex enable_tag_filtering", "deployments are not filtered before a call"),
  ...notImplemented("silent_model", "no traffic is mirrored"),
  ...notImplemented(
    `auto_router_config_path auto_router_config auto_router_default_model auto_router_embedding_model
    auto_router_max_input_chars auto_router_routing_compression auto_router_model_compression complexity_router_config
    complexity_router_default_model adaptive_router_config adaptive_router_default_model quality_router_config
    quality_router_default_model routing_strategy`,
    "models are picked by name alone",
  ),
  ...notImplemented("fallbacks context_window_fallback_dict max_fallbacks", "a call stays with its model group"),
  ...notImplemented("caching cache cache_key preset_cache_key ttl caching_groups", "answers are not cached"),
  ...notImplemented("guardrails", "no guardrails are run"),
  ...notImplemented(
    "prompt_id prompt_variables prompt_label prompt_version prompt_environment litellm_system_prompt",
    "no prompts are kept",
  ),
  ...notImplemented("configurable_clientside_auth_params", "callers cannot bring a provider's key or address"),
  ...notImplemented("timeout_by_service_tier stream_timeout_by_service_tier", "timeouts are one for all tiers"),
  ...honoured("keepalive_seconds allow_client_keepalive_override", "how often silent streams are pinged"),
  ...notImplemented("use_in_pass_through", "pass-through routes are not served"),
  ...notImplemented("use_xai_oauth ssl_verify max_agentic_loops search_tool_name", "calls are made without it"),
  ...notImplemented(
    `vector_store_id milvus_text_field milvus_db_name milvus_partition_names valkey_host valkey_port valkey_password
    valkey_ssl valkey_text_field valkey_embedding_field`,
    "vector stores are not served",
  ),
  ...notImplemented(
    `gcs_bucket_name s3_bucket_name s3_endpoint_url s3_region_name s3_encryption_key_id aws_batch_role_arn
    s3_output_bucket_name max_file_size_mb`,
    "files and batches are not served",
  ),
  ...notImplemented(
    `aws_profile_name aws_role_name aws_session_name aws_session_tags aws_external_id aws_sts_endpoint
    aws_web_identity_token aws_bedrock_project_id aws_bedrock_runtime_endpoint`,
    "AWS is asked with the keys that are given",
  ),
  ...notImplemented("watsonx_region_name", "its provider is not served"),
  ...ignored("litellm_disabled_callbacks turn_off_message_logging", "bodies and keys are never logged"),
  ...ignored("model_info", "it stands beside litellm_params"),
]);
