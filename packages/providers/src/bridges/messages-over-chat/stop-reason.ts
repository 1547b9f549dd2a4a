import type { Json, JsonObject } from "@lintel/core/json";

const REASONS: Readonly<Record<string, string>> = {
  content_filter: "refusal",
  length: "max_tokens",
  refusal: "refusal",
  stop: "end_turn",
  tool_calls: "tool_use",
};

/** Why the answer ended, in Anthropic's words; `explanation` is what a model that refused said. */
export function stopOf(
  finish: Json | undefined,
  refusal: string,
): { readonly reason: string; readonly details: JsonObject | null } {
  const told = typeof finish === "string" && Object.hasOwn(REASONS, finish) ? REASONS[finish] : undefined;
  const mapped = told ?? "end_turn";
  const reason = refusal !== "" && mapped !== "max_tokens" ? "refusal" : mapped;
  const details =
    reason === "refusal" ? { type: "refusal", category: null, explanation: refusal === "" ? null : refusal } : null;
  return { reason, details };
}
