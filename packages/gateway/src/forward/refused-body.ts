import { isArray, isObject, type JsonObject } from "@lintel/core/json";
import type { Refused } from "../answer/envelope.ts";
import { unauthenticated } from "../auth/authenticate.ts";
import type { Exchange } from "../exchange.ts";
import { toldObject } from "../told-object.ts";
import { BANNED_PARAMS, PRICE_PARAMS } from "./banned-params-table.ts";

const BANNED: ReadonlySet<string> = new Set([...BANNED_PARAMS, ...PRICE_PARAMS]);
const NESTED = ["litellm_embedding_config", "extra_body", "metadata", "litellm_metadata"] as const;
const FALLBACKS = ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"] as const;

function refused(param: string): Refused {
  const message =
    param === "model_list"
      ? "Rejected Request: model_list is not allowed in the request body."
      : `Rejected Request: ${param} is not allowed in request body. Where a call goes is the configuration's to say.`;
  return { status: 400, message, type: "invalid_request_error", param };
}

function bannedIn(value: JsonObject): string | undefined {
  for (const name in value) if (BANNED.has(name)) return name;
  return undefined;
}

function bannedBelow(body: JsonObject): string | undefined {
  for (const name of NESTED) {
    const value = toldObject(body[name]);
    const found = value && bannedIn(value);
    if (found !== undefined) return found;
  }
  for (const name of FALLBACKS) {
    const targets = body[name];
    for (const target of isArray(targets) ? targets : []) {
      const found = isObject(target) ? bannedIn(target) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Why a request is refused that would choose its own destination, credentials or prices. */
function bannedParam(body: JsonObject): Refused | undefined {
  const found = bannedIn(body) ?? bannedBelow(body);
  return found === undefined ? undefined : refused(found);
}

// _reject_clientside_metadata_tags_check
function tagged({ metadata = null }: JsonObject, setting: string): Refused | undefined {
  if (!isObject(metadata) || metadata.tags === undefined) return undefined;
  const message = `Client-side 'metadata.tags' not allowed in request. 'reject_clientside_metadata_tags'=${setting}. Tags can only be set via API key metadata.`;
  return { status: 400, message, type: "bad_request_error", param: "metadata.tags" };
}

// _enforce_user_param_check
function userless({ user = null }: JsonObject, setting: string): Refused | undefined {
  return user === null ? unauthenticated(`'user' param not passed in. 'enforce_user_param'=${setting}`) : undefined;
}

/** Why a request is refused by its body alone: what is not its caller's to say, and what the configuration has every caller say. */
export function refusedBody({ head, snapshot }: Exchange, body: JsonObject): Refused | undefined {
  const { demandsUser, refusesTags } = snapshot.config.general;
  return (
    bannedParam(body) ??
    (refusesTags === undefined ? undefined : tagged(body, refusesTags)) ??
    (demandsUser === undefined || head.method !== "POST" ? undefined : userless(body, demandsUser))
  );
}
