import { honoured, ignored, type KeyRules, notImplemented } from "./key-rule.ts";

/** The keys of `model_info`; what else stands there is told by `/v1/model/info` as it is. */
export const MODEL_INFO: KeyRules = new Map([
  ...honoured("id supported_environments base_model"),
  ...honoured("mode", "`responses`: chats go there, of every deployment of this model"),
  ...ignored("db_model created_at created_by updated_at updated_by", "there is no database"),
  ...notImplemented("team_id team_public_model_name", "a team's deployment is served by its id alone"),
  ...notImplemented("access_groups member_auto_router", "there are no users, teams or budgets"),
  ...honoured("blocked", "a paused deployment is not served"),
  ...honoured("supports_web_search", "`false`: calls that search the web go to the group's others"),
  ...honoured("order", "of a group, the lowest order is asked first, and the next where it fails"),
  ...notImplemented(
    "enable_tag_filtering allow_fail_open allowed_fails allowed_fails_policy",
    "deployments are not filtered before a call",
  ),
  ...notImplemented("internal_router_model", "no spend is stored"),
  ...notImplemented("ptu_count cost_per_ptu_per_hour ptu_effective_from ptu_effective_to", "capacity is not billed"),
  ...notImplemented("custom_tokenizer", "tokens are counted by the model's own tokenizer"),
  ...notImplemented(
    `health_check_model health_check_timeout health_check_max_tokens health_check_voice health_check_params
    disable_background_health_check`,
    "models are not probed",
  ),
  ...honoured("tier max_tokens max_input_tokens litellm_provider", "told, and no more"),
  ...honoured("max_output_tokens", "told, and what Anthropic's models are asked for that say nothing"),
  ...honoured(
    `input_cost_per_token output_cost_per_token input_cost_per_character output_cost_per_character
    cache_read_input_token_cost cache_creation_input_token_cost tiered_pricing`,
    "what calls cost",
  ),
]);
