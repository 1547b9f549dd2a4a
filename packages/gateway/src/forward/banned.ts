import { isArray, isObject, type JsonObject } from "@lintel/core/json";
import type { Refused } from "../answer/envelope.ts";
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
export function bannedParam(body: JsonObject): Refused | undefined {
  const found = bannedIn(body) ?? bannedBelow(body);
  return found === undefined ? undefined : refused(found);
}
