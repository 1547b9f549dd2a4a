import type { ParametersAsked } from "@lintel/core";
import { COMMON_PARAMS } from "../wires/anthropic-messages/index.ts";

/** What Anthropic's models take of a provider that is called in Anthropic's words. */
export function claudeParams({ model, supports }: ParametersAsked, provider: string): readonly string[] {
  const thinks = model.includes("claude-3-7-sonnet") || supports("reasoning", { model, provider });
  return thinks ? [...COMMON_PARAMS, "thinking", "reasoning_effort"] : COMMON_PARAMS;
}
