import { entries, isObject, type JsonObject, numeric, object } from "@lintel/core/json";
import { lax } from "@lintel/providers";

type Reader = (typeof lax)["text"];

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Whether a text or a number is one that pydantic takes for true. */
export function isTrue(word: string): boolean {
  return /^(?:1|t|y|on|yes|true)$/.test(word.toLowerCase());
}

const flag: Reader = (value, at, notes) => {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.toLowerCase() : numeric(value)?.toString();
  if (word !== undefined && isTrue(word)) return true;
  if (word === undefined || !/^(?:0|f|n|no|off|false)$/.test(word))
    notes.problem({ at, type: "bool_parsing", message: "Input should be a valid boolean", input: value });
  return false;
};

/** A flag; a text that is none is kept, anything else counts as not given. */
const dropParams: Reader = (value) => {
  const read = lax.read(flag, typeof value === "string" ? value.trim() : value);
  if (read.ok) return read.value;
  return typeof value === "string" ? value : null;
};

/** A float or a text, whichever it is written as. */
const seconds: Reader = (value, at, notes) => (typeof value === "string" ? value : lax.decimal(value, at, notes));

const textOrObject: Reader = (value, at, notes) => (isObject(value) ? value : lax.text(value, at, notes));

const READERS: readonly (readonly [reader: Reader, names: readonly string[]])[] = [
  [
    lax.int,
    words(`output_vector_size tpm rpm itpm otpm max_retries default_api_key_tpm_limit default_api_key_rpm_limit
      auto_router_max_input_chars valkey_port`),
  ],
  [
    lax.text,
    words(`model api_key api_base api_version azure_ad_token tenant_id client_id client_secret azure_scope
      azure_username azure_password vertex_project vertex_location region_name gcs_bucket_name aws_access_key_id
      aws_secret_access_key aws_session_token aws_region_name aws_session_name aws_profile_name aws_role_name
      aws_web_identity_token aws_sts_endpoint aws_external_id aws_bedrock_runtime_endpoint aws_bedrock_project_id
      s3_bucket_name s3_endpoint_url s3_region_name s3_encryption_key_id aws_batch_role_arn s3_output_bucket_name
      watsonx_region_name custom_llm_provider organization litellm_credential_name litellm_trace_id budget_duration
      auto_router_config_path auto_router_config auto_router_default_model auto_router_embedding_model
      auto_router_routing_compression auto_router_model_compression complexity_router_default_model
      adaptive_router_default_model quality_router_default_model vector_store_id milvus_text_field milvus_db_name
      valkey_host valkey_password valkey_text_field valkey_embedding_field`),
  ],
  [
    flag,
    words(`allow_client_keepalive_override use_in_pass_through use_litellm_proxy use_chat_completions_api
      use_xai_oauth merge_reasoning_content_in_choices valkey_ssl`),
  ],
  [lax.list(lax.text), words("tags tag_regex milvus_partition_names")],
  [lax.list(lax.record), words("tiered_pricing")],
  [
    lax.record,
    words(`model_info complexity_router_config adaptive_router_config quality_router_config
      search_context_cost_per_query timeout_by_service_tier stream_timeout_by_service_tier`),
  ],
  [lax.decimal, words("max_file_size_mb max_budget keepalive_seconds")],
  [seconds, words("timeout stream_timeout")],
  [dropParams, words("drop_params")],
  [textOrObject, words("vertex_credentials")],
  [lax.list(lax.any), words("bedrock_tags")],
];

const BY_NAME: ReadonlyMap<string, Reader> = new Map(
  READERS.flatMap(([reader, names]) => names.map((name) => [name, reader] as const)),
);

/** Whether a call's arguments are of the types that a deployment's are read as, where they have their names. */
export function areTyped(params: JsonObject): boolean {
  for (const name in params) {
    const value = params[name] ?? null;
    const reader = value === null ? undefined : BY_NAME.get(name);
    if (reader !== undefined && !lax.read(reader, value).ok) return false;
  }
  return true;
}

/** What LiteLLM's `LiteLLM_Params` makes of a deployment's parameters, or the one it refuses. */
export type TypedParams =
  | { readonly ok: true; readonly params: JsonObject }
  | { readonly ok: false; readonly name: string; readonly message: string };

/** Reads parameters as pydantic does: numbers from texts, prices as floats, null as not given. */
export function typedParams(params: JsonObject): TypedParams {
  const given = entries(params).filter(([, value]) => value !== null);
  const reads = given.map(([name, value]) => ({ name, read: lax.read(readerOf(name), value) }));
  const refused = reads.flatMap(({ name, read }) =>
    read.ok ? [] : [{ name, message: read.problems[0]?.message ?? "" }],
  );
  const [first] = refused;
  if (first !== undefined) return { ok: false, ...first };
  return {
    ok: true,
    params: object(reads.flatMap(({ name, read }) => (read.ok ? [[name, read.value] as const] : []))),
  };
}

function readerOf(name: string): Reader {
  return BY_NAME.get(name) ?? (isPrice(name) ? lax.decimal : lax.any);
}

const PRICE =
  /^(?:(?:in|out)put_cost_per_|cache_(?:read|creation)_input_(?:audio_)?token_cost|ocr_cost_per_|annotation_cost_per_|citation_cost_per_|google_maps_grounding_cost_per_|regional_\w+_uplift_multiplier)/;

function isPrice(name: string): boolean {
  return PRICE.test(name);
}
