import { bounded } from "../bounded-text.ts";
import type { CallRecord } from "../record.ts";
import type { LabelValues } from "./label-names.ts";

/** Characters of a label that a caller chooses. */
export const MOST_CHARS = 256;

/** What LiteLLM's Python client makes of a label that is not told. */
const NONE = "None";

/** LiteLLM's `UNRECOGNIZED_REQUESTED_MODEL_LABEL`. */
export const OTHER = "other";

/** The name of a key, and of its user, that LiteLLM tells for the master key. */
const MASTER = { hash: "litellm_proxy_master_key", user: "default_user_id" } as const;

function escaped(line: string): string {
  return line.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}

// `_sanitize_prometheus_label_value` escapes what the Python client escapes once more.
function told(text: string | undefined): string {
  if (text === undefined) return NONE;
  const line = bounded(text, MOST_CHARS)
    .replaceAll("\n", " ")
    .replace(/[\r\u2028\u2029]/g, "");
  return /["\\]/.test(line) ? escaped(escaped(line)) : line;
}

function exceptionClass({ fault, provider }: CallRecord): string {
  if (fault === undefined) return NONE;
  if (fault.exception !== undefined) return told(fault.exception);
  return provider === undefined
    ? fault.kind
    : told(`${provider.charAt(0).toUpperCase()}${provider.slice(1)}.${fault.kind}`);
}

/** Whether a model that no deployment serves is one the configuration knows. */
export type IsKnown = (model: string) => boolean;

function requestedModel({ model, deployment }: CallRecord, isKnown: IsKnown): string {
  if (model === undefined) return deployment === undefined ? "" : told(deployment.name);
  return deployment !== undefined || model === OTHER || isKnown(model) ? told(model) : OTHER;
}

/** A call's labels, by LiteLLM's `UserAPIKeyLabelValues`, as they are written between quotes. */
export function callLabels(record: CallRecord, isKnown: IsKnown): LabelValues {
  const { deployment, fault, key } = record;
  const requested = requestedModel(record, isKnown);
  const model = deployment === undefined ? requested : told(deployment.model);
  const status = fault === undefined ? "200" : String(fault.status);
  return {
    api_base: told(deployment?.apiBase),
    api_key_alias: key?.isMaster ? NONE : told(key?.alias),
    api_provider: told(record.provider),
    client_ip: told(record.clientIp),
    end_user: told(record.endUser),
    exception_class: exceptionClass(record),
    exception_status: fault === undefined ? NONE : status,
    hashed_api_key: status === "401" ? NONE : key?.isMaster ? MASTER.hash : told(key?.hash),
    litellm_model_name: model,
    model,
    model_group: requested,
    model_id: told(deployment?.id),
    org_alias: NONE,
    org_id: NONE,
    requested_model: requested,
    route: told(record.route ?? record.path),
    service_tier: NONE,
    status_code: status,
    stream: record.streamed ? "True" : "False",
    team: NONE,
    team_alias: NONE,
    user: key?.isMaster ? MASTER.user : NONE,
    user_agent: told(record.userAgent),
    user_email: NONE,
  };
}

/** The same where no deployment was chosen, as LiteLLM's `set_llm_deployment_failure_metrics` tells it. */
export function blankLabels(labels: LabelValues): LabelValues {
  return { ...labels, litellm_model_name: "", model_id: "", api_base: "", api_provider: "" };
}
