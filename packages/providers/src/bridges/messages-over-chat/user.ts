import { isObject, type Json, type JsonObject, parse } from "@lintel/core/json";
import type { Way } from "./way.ts";

const LONGEST_KEY = 64;

/** The session that Claude Code names in its user id: a key for the provider's prompt cache. */
export function sessionOf(user: Json): string | undefined {
  const read = typeof user === "string" ? parse(user) : undefined;
  const session = read?.ok === true && isObject(read.value) ? read.value.session_id : undefined;
  if (typeof session !== "string" || session === "") return undefined;
  return [...session].slice(0, LONGEST_KEY).join("");
}

/** Who asks: chat's `user`, and the cache key that is in it. */
export function userArguments(metadata: Json | undefined, { takes, note }: Way): JsonObject {
  if (!isObject(metadata) || metadata.user_id === undefined) return {};
  note({ pointer: "/metadata/user_id", action: "renamed", reason: "user" });
  const session = sessionOf(metadata.user_id);
  const isKeyed = session !== undefined && takes("prompt_cache_key");
  return { user: metadata.user_id, ...(isKeyed && { prompt_cache_key: session }) };
}
