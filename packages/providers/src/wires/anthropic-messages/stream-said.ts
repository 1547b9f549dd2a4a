import type { Json, JsonObject } from "@lintel/core/json";

/** What an event says, as far as it says anything. */
export type Said =
  /** A piece of text, or of a call's arguments. */
  | { readonly says: "text"; readonly text: string }
  | { readonly says: "arguments"; readonly text: string; readonly index: number }
  /** Anything else: a delta in OpenAI's shape, the finish reason, the usage so far. */
  | { readonly says: "more"; readonly delta: JsonObject; readonly finish?: string; readonly usage?: JsonObject };

const SILENT: JsonObject = { content: "" };

/** A delta with members that only Anthropic tells; undefined if there are none. */
export function fieldsSaid(fields: JsonObject, delta: JsonObject = SILENT): Said | undefined {
  const isEmpty = Object.keys(fields).length === 0;
  if (isEmpty && delta === SILENT) return undefined;
  return { says: "more", delta: isEmpty ? delta : { ...delta, provider_specific_fields: fields } };
}

/** Blocks of thinking, which LiteLLM tells twice. */
export function thinkingSaid(blocks: readonly JsonObject[], reasoning: string | undefined): Said {
  const delta: Record<string, Json> = {
    content: "",
    thinking_blocks: blocks,
    provider_specific_fields: { thinking_blocks: blocks },
  };
  if (reasoning !== undefined) delta.reasoning_content = reasoning;
  return { says: "more", delta };
}
