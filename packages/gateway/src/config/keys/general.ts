import { honoured, ignored, type KeyRules, notImplemented, servedOnly } from "./key-rule.ts";

/** The keys of `general_settings`. */
export const GENERAL: KeyRules = new Map([
  ...honoured(`master_key completion_model max_request_size_mb litellm_key_header_name forward_client_headers_to_llm_api
    forward_openai_org_id always_include_stream_usage allowed_ips allowed_routes user_header_name
    enforce_user_param reject_clientside_metadata_tags`),
  ...honoured("user_header_mappings", "headers tell customers; there are no internal users"),
  ...ignored(
    `database_url database_connection_pool_limit database_connection_timeout database_connect_timeout database_socket_timeout
    database_connection_pool_timeout database_max_idle_connection_lifetime database_extra_connection_params
    database_disable_prepared_statements database_type database_args disable_prisma_schema_update
    allow_requests_on_db_unavailable use_redis_transaction_buffer supported_db_objects proxy_batch_write_at
    proxy_batch_polling_interval proxy_budget_rescheduler_min_time proxy_budget_rescheduler_max_time
    proxy_config_reload_interval_seconds use_spend_logs_partitioning disable_spend_logs disable_spend_updates
    disable_error_logs disable_reset_budget maximum_spend_logs_retention_period maximum_spend_logs_retention_interval
    maximum_spend_logs_cleanup_cron maximum_spend_logs_cleanup_batch_size maximum_spend_logs_cleanup_max_batches
    maximum_spend_logs_cleanup_run_budget maximum_spend_logs_cleanup_batch_timeout
    maximum_autorouter_session_retention_period maximum_health_check_retention_period store_prompts_in_spend_logs
    encryption_algorithm scheduled_job_stagger disable_adding_master_key_hash_to_db`,
    "there is no database",
  ),
  ...ignored(
    "user_api_key_cache_ttl user_api_key_cache_max_size enable_redis_auth_cache disable_master_key_return",
    "keys are read from the configuration, not looked up",
  ),
  ...ignored(
    `ui_access_mode auto_redirect_ui_login_to_sso control_plane_url enable_public_model_hub allow_cli_sso_verification_uri_complete
    password_policy_min_length password_policy_require_uppercase password_policy_require_lowercase
    password_policy_require_numbers password_policy_require_special_characters hide_default_credentials_hint
    disable_password_login_when_sso_enabled disable_env_credential_login max_failed_login_attempts_per_source
    max_failed_login_attempts_per_source_overrides failed_login_window_seconds failed_login_block_seconds
    disable_auto_add_proxy_admin_to_teams disable_key_generate_for_org_admin`,
    "there is no user interface",
  ),
  ...ignored("litellm_license", "nothing here needs a licence"),
  ...notImplemented("otel", "traces are set up by the program that starts the gateway"),
  ...notImplemented("store_model_in_db", "models are read from the configuration alone"),
  ...notImplemented(
    "key_management_system key_management_settings use_google_kms use_azure_key_vault",
    "secrets are read from the environment alone",
  ),
  ...notImplemented(
    `custom_auth custom_auth_run_common_checks custom_key_generate custom_key_update custom_key_policy custom_sso
    custom_ui_sso_sign_in_handler custom_team_metadata_validate plugins`,
    "no Python is run",
  ),
  ...notImplemented(
    `enable_jwt_auth litellm_jwtauth enable_oauth2_auth enable_oauth2_proxy_auth oauth2_config_mappings role_permissions
    enforce_rbac allow_user_auth`,
    "keys are the only credentials",
  ),
  ...notImplemented(
    "use_x_forwarded_for trusted_proxy_ranges",
    "a caller's address is that of the connection, for allowed_ips, too",
  ),
  ...notImplemented(
    "public_routes admin_only_routes",
    "a key is asked for on every route but health, and all keys have the same routes",
  ),
  ...notImplemented(
    `enforced_params service_account_settings infer_model_from_keys default_team_disabled team_metadata_schema
    use_team_public_model_name team_metadata_validation_error_message team_metadata_validation_timeout missing_session_id
    apply_user_budget_to_team_keys fail_closed_budget_enforcement enforce_fallback_model_access`,
    "there are no users, teams or budgets",
  ),
  ...notImplemented(
    "allow_client_side_credentials forward_llm_provider_auth_headers",
    "callers cannot bring a provider's key or address",
  ),
  ...notImplemented(
    `max_parallel_requests global_max_parallel_requests max_in_flight_requests_per_worker max_queued_requests_per_worker
    admission_queue_timeout_seconds token_rate_limit_type disable_retry_on_max_parallel_request_limit_error
    skip_batch_input_file_rate_limiting_for_models skip_batch_input_file_rate_limiting_for_providers
    `,
    "requests are not limited",
  ),
  ...servedOnly("disable_budget_reservation", { values: [true], reason: "there are no users, teams or budgets" }),
  ...servedOnly("disable_bedrock_agent_runtime_passthrough", {
    values: [true],
    reason: "pass-through routes are not served",
  }),
  ...servedOnly("disable_batch_input_file_rate_limiting", { values: [true], reason: "requests are not limited" }),
  ...notImplemented("max_response_size_mb", "answers are not limited"),
  ...notImplemented(
    "embedding_model image_generation_model moderation_model",
    "calls that name no model are refused on these routes",
  ),
  ...notImplemented(
    `background_health_checks health_check_interval health_check_concurrency health_check_details use_shared_health_check
    enable_health_check_routing health_check_staleness_threshold health_check_ignore_transient_errors
    health_check_skip_disabled_background_models background_health_check_model_groups model_list_healthy_only
    allow_public_health_readiness_details`,
    "models are not probed",
  ),
  ...notImplemented("enable_drain_endpoint drain_endpoint_token", "draining begins with the signal to stop"),
  ...notImplemented(
    `alerting alerting_threshold alert_types alert_to_webhook_url alerting_args alert_type_config spend_report_frequency`,
    "no alerts are sent",
  ),
  ...notImplemented(
    `pass_through_endpoints pass_through_request_timeout use_client_credentials_pass_through_routes
    enable_openai_websocket_passthrough passthrough_managed_object_ids`,
    "pass-through routes are not served",
  ),
  ...servedOnly("disable_responses_id_security allow_unmanaged_response_ids", {
    values: [true],
    reason: "ids of responses are not bound to keys",
  }),
  ...notImplemented("expose_fallback_errors_to_caller", "there are no fallbacks"),
  ...honoured("cancel_on_disconnect", "a caller who goes away always cancels the upstream request"),
  ...notImplemented(
    `mcp_internal_ip_ranges mcp_allowed_clients mcp_client_id_header mcp_trusted_proxy_ranges mcp_xff_num_trusted_hops
    mcp_required_fields mcp_client_side_auth_header_name mcp_session_token_signing mcp_allow_all_keys_respects_mcp_scope
    user_mcp_management_mode require_end_user_mcp_access_defined require_key_mcp_access_defined enable_mcp_registry`,
    "MCP is not served",
  ),
  ...notImplemented("coordination_redis", "instances share nothing"),
  ...notImplemented("search_tools transcribe_media_buckets", "tools are not run"),
  ...notImplemented("enable_claude_code_gateway claude_code_gateway_managed_settings", "it manages no clients"),
  ...notImplemented(
    `max_batch_file_size_mb max_file_size_mb allowed_file_extensions blocked_file_extensions track_unmanaged_batch_cost`,
    "files and batches are not served",
  ),
  ...honoured("user_url_validation user_url_allowed_hosts", "which hosts documents are fetched from"),
  ...notImplemented("provider_url_destination_allowed_hosts", "callers cannot bring a provider's key or address"),
]);
