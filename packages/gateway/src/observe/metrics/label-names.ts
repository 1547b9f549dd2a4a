/** Labels of LiteLLM's metrics that can be told here; the others of a metric are always `None`. */
export const LABELS = [
  "api_base",
  "api_key_alias",
  "api_provider",
  "client_ip",
  "end_user",
  "exception_class",
  "exception_status",
  "hashed_api_key",
  "litellm_model_name",
  "model",
  "model_group",
  "model_id",
  "org_alias",
  "org_id",
  "requested_model",
  "route",
  "service_tier",
  "status_code",
  "stream",
  "team",
  "team_alias",
  "user",
  "user_agent",
  "user_email",
] as const;

export type Label = (typeof LABELS)[number];

export type LabelValues = Readonly<Record<Label, string>>;
