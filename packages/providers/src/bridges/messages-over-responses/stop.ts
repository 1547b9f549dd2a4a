import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

function refusedIn(item: JsonObject): string | undefined {
  const parts: readonly Json[] = isArray(item.content) ? item.content : [];
  const refused = item.type === "message" ? parts.filter(isObject).filter(({ type }) => type === "refusal") : [];
  const texts = refused.map(({ refusal }) => (typeof refusal === "string" ? refusal : ""));
  return texts.find((text) => text !== "") ?? texts[0];
}

/** What an output says that refuses. */
export function refusalOf(output: readonly JsonObject[]): string | undefined {
  return output.map(refusedIn).find((text) => text !== undefined);
}

/** What Anthropic's words tell of a refusal. */
export function stopDetails(refusal: string): JsonObject {
  return { type: "refusal", category: null, explanation: refusal === "" ? null : refusal };
}

/** Why a response ended, in Anthropic's words. */
export function stopReason(
  { status }: JsonObject,
  { hasCalls, refusal }: { readonly hasCalls: boolean; readonly refusal: string | undefined },
): "max_tokens" | "refusal" | "tool_use" | "end_turn" {
  if (status === "incomplete") return "max_tokens";
  if (refusal !== undefined) return "refusal";
  return hasCalls ? "tool_use" : "end_turn";
}
