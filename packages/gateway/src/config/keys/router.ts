import { honoured, ignored, type KeyRules, notImplemented, servedOnly } from "./key-rule.ts";

/** The keys of `router_settings`, which are the arguments of LiteLLM's `Router`. */
export const ROUTER: KeyRules = new Map([
  ...honoured(`model_group_alias num_retries retry_after timeout stream_timeout default_litellm_params retry_policy
    model_group_retry_policy`),
  ...servedOnly("routing_strategy", {
    values: ["simple-shuffle", null],
    reason: "deployments are picked by simple-shuffle",
  }),
  ...notImplemented(
    "routing_strategy_args routing_groups enable_weighted_failover",
    "deployments are picked by simple-shuffle",
  ),
  ...notImplemented(
    "fallbacks default_fallbacks context_window_fallbacks content_policy_fallbacks max_fallbacks",
    "a call stays with its model group",
  ),
  ...servedOnly("disable_cooldowns", { values: [true], reason: "deployments that fail are not cooled down" }),
  ...notImplemented("allowed_fails allowed_fails_policy cooldown_time ", "deployments that fail are not cooled down"),
  ...notImplemented(
    `enable_pre_call_checks optional_pre_call_checks deployment_affinity_ttl_seconds model_group_affinity_config
    enable_tag_filtering tag_filtering_match_any tag_routing_prefix plugins`,
    "deployments are not filtered before a call",
  ),
  ...notImplemented(
    `enable_health_check_routing health_check_staleness_threshold health_check_ignore_transient_errors
    background_health_check_model_groups`,
    "models are not probed",
  ),
  ...notImplemented("provider_budget_config", "there are no budgets"),
  ...notImplemented("default_max_parallel_requests default_priority polling_interval", "requests are not queued"),
  ...notImplemented("cache_responses caching_groups", "answers are not cached"),
  ...notImplemented(
    "redis_host redis_port redis_password redis_url redis_db cache_kwargs",
    "instances share nothing: each counts for itself",
  ),
  ...notImplemented("alerting_config", "no alerts are sent"),
  ...notImplemented("assistants_config search_tools guardrail_list", "it is not served"),
  ...ignored("client_ttl", "connections are kept by the transport"),
  ...ignored("set_verbose debug_level", "the log has a level of its own"),
  ...ignored("ignore_invalid_deployments", "deployments that cannot be used are always left out, with a warning"),
  ...ignored(
    `model_list router_general_settings fallback_access_check fallback_budget_check auto_router_capability_limit`,
    "LiteLLM's proxy sets it itself",
  ),
]);
