import { type JsonObject, object } from "@lintel/core/json";
import type { Caller } from "../auth/callers.ts";
import { endUserOf } from "../end-user.ts";
import type { Exchange } from "../exchange.ts";
import { lastHeader } from "../server/told-header.ts";

const NONE: JsonObject = {};

/** What stands for a caller's key where a provider is told of it: its hash, and of the master key a name, since it is nobody's own (`_stampable_key_hash`). */
function keyName({ hash, isMaster }: Caller): string | undefined {
  return isMaster === true ? "litellm_proxy_master_key" : hash || undefined;
}

/**
 * Whom a call is made for, beside what its body says: the caller, where `overwrite_user_with_key_hash` says so, or else whom the
 * header of `user_header_name` names, where the body names nobody.
 */
export function userBeside({ caller, head, snapshot }: Exchange, given: JsonObject): string | undefined {
  const { settings, general } = snapshot.config;
  const key = settings.overwrite_user_with_key_hash === true ? keyName(caller) : undefined;
  if (key !== undefined || general.userHeader === undefined || (given.user ?? null) !== null) return key;
  return lastHeader(head, general.userHeader);
}

/** The caller in headers beside its own, where `add_user_information_to_llm_headers` says so (`get_sanitized_user_information_from_key`). */
export function callerInHeaders(exchange: Exchange): JsonObject {
  const { caller, snapshot, path } = exchange;
  if (snapshot.config.settings.add_user_information_to_llm_headers !== true) return NONE;
  const told = {
    hash: keyName(caller),
    alias: caller.isMaster === true ? undefined : caller.alias,
    spend: "0.0",
    user_id: caller.isMaster === true ? "default_user_id" : undefined,
    end_user_id: endUserOf(exchange),
    request_route: path,
    auth_metadata: "{}",
  };
  return object(
    Object.entries(told).flatMap(([name, value]): (readonly [string, string])[] =>
      value === undefined ? [] : [[`x-litellm-user_api_key_${name}`, value]],
    ),
  );
}
