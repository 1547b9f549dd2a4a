import { pythonType } from "@lintel/core";
import { child, type Json } from "@lintel/core/json";
import { broken, type MediaPlace } from "./request-media.ts";

const FALLBACK = "tool_use_id";

/** An id of a tool's call in the letters Anthropic takes: LiteLLM's `_sanitize_anthropic_tool_use_id`. */
export function toToolId(id: Json, { raise, lose, at }: Pick<MediaPlace, "raise" | "lose" | "at">): string {
  if (typeof id !== "string") {
    raise(broken(`expected string or bytes-like object, got '${pythonType(id)}'`));
    return "";
  }
  const taken = id.replace(/[^a-zA-Z0-9_-]/gu, "_") || FALLBACK;
  if (taken !== id && at !== undefined)
    lose({ pointer: child(at, "tool_call_id"), action: "renamed", reason: `${taken}, in the letters Anthropic takes` });
  return taken;
}
