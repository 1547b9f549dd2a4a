import { isArray, isObject, type Json, type JsonObject, pointer } from "@lintel/core/json";
import { put, without } from "../anthropic-messages/notes.ts";
import type { Notes } from "./types.ts";

const REASON = "the API refused the thinking in the history: sent again without any";

function isThinking(block: Json): boolean {
  return isObject(block) && (block.type === "thinking" || block.type === "redacted_thinking");
}

/** A request without any thinking, its history's included: LiteLLM's `strip_thinking_blocks_from_anthropic_messages_request_dict`. */
export function withoutThinking(body: JsonObject, { lose }: Pick<Notes, "lose">): JsonObject {
  const messages = isArray(body.messages) ? body.messages : [];
  const kept = messages.flatMap((message, at): readonly Json[] => {
    if (!isObject(message) || !isArray(message.content)) return [message];
    const content = message.content.filter((block, index) => {
      if (!isThinking(block)) return true;
      lose({ pointer: pointer(["messages", at, "content", index]), action: "dropped", reason: REASON });
      return false;
    });
    return content.length === 0 ? [] : [put(message, "content", content)];
  });
  if (body.thinking !== undefined) lose({ pointer: "/thinking", action: "dropped", reason: REASON });
  return without(put(body, "messages", kept), "thinking");
}

/** Whether a refusal is about thinking that came back other than it was given: LiteLLM's `is_anthropic_invalid_thinking_block_error`. */
export function refusesThinking(text: string): boolean {
  const lower = text.toLowerCase();
  if (!lower.includes("thinking")) return false;
  const isSignature = lower.includes("signature") && (lower.includes("invalid") || lower.includes("valid string"));
  return isSignature || lower.includes("must contain thinking");
}
