import type { JsonObject } from "@lintel/core/json";
import type { GeneralSettings, StaticKey } from "./config.ts";
import { numberOf } from "./number-of.ts";
import { type Environment, isReference, referenced } from "./references.ts";
import { restrictionsOf } from "./restrictions.ts";
import { userSettingsOf } from "./user-settings.ts";

const MEGABYTE = 1024 * 1024;

/** Reads `general_settings`. */
export function generalSettingsOf(
  general: JsonObject,
  { masterKey, staticKeys }: { readonly masterKey: string | undefined; readonly staticKeys: readonly StaticKey[] },
): GeneralSettings {
  const megabytes = numberOf(general.max_request_size_mb);
  const { completion_model: completionModel, litellm_key_header_name: keyHeader } = general;
  return {
    ...(masterKey !== undefined && { masterKey }),
    staticKeys,
    ...(typeof keyHeader === "string" && { keyHeader }),
    ...restrictionsOf(general),
    ...userSettingsOf(general),
    ...(typeof completionModel === "string" && completionModel !== "" && { completionModel }),
    ...(megabytes !== undefined && !Number.isNaN(megabytes) && { maxRequestBytes: Math.floor(megabytes * MEGABYTE) }),
    forwardClientHeaders: general.forward_client_headers_to_llm_api === true,
    forwardOpenaiOrganization: general.forward_openai_org_id === true,
    alwaysIncludeStreamUsage: general.always_include_stream_usage === true,
  };
}

/** The master key of `general_settings`, or the environment's `LITELLM_MASTER_KEY` where they do not name one. */
export function masterKeyOf(general: JsonObject, env: Environment): string | undefined {
  const { master_key: written = env.LITELLM_MASTER_KEY ?? null } = general;
  const key = isReference(written) ? referenced(written, env) : written;
  return typeof key === "string" && key !== "" ? key : undefined;
}
