import { isArray, isObject, type Json, type JsonObject, parse } from "@lintel/core/json";
import type { Refused } from "../answer/envelope.ts";
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

function asObject(value: Json | undefined): JsonObject | undefined {
  if (isObject(value)) return value;
  if (typeof value !== "string" || !value.trimStart().startsWith("{")) return undefined;
  const read = parse(value);
  return read.ok && isObject(read.value) ? read.value : undefined;
}

function* nested(body: JsonObject): Generator<JsonObject> {
  for (const name of NESTED) {
    const value = body[name] === undefined ? undefined : asObject(body[name]);
    if (value !== undefined) yield value;
  }
  for (const name of FALLBACKS) {
    const targets = body[name];
    if (isArray(targets)) yield* targets.filter((target): target is JsonObject => isObject(target));
  }
}

/** Why a request is refused that would choose its own destination, credentials or prices. */
export function bannedParam(body: JsonObject): Refused | undefined {
  const own = bannedIn(body);
  if (own !== undefined) return refused(own);
  for (const value of nested(body)) {
    const found = bannedIn(value);
    if (found !== undefined) return refused(found);
  }
  return undefined;
}
