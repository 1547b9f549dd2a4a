import { strip } from "@lintel/core";
import { child, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { put } from "./notes.ts";
import type { Lose, Turn } from "./types.ts";

const PLACEHOLDER = "[System: Empty message content sanitised to satisfy protocol]";

function isBlank(text: Json | undefined): boolean {
  return typeof text !== "string" || strip(text) === "";
}

/** A turn whose blank texts, which Anthropic refuses, have become a placeholder: LiteLLM's `_sanitize_empty_text_content`. */
export function withoutBlankTexts(turn: Turn, lose: Lose): Turn {
  const { message, at } = turn;
  const { role, content } = message;
  if (role !== "user" && role !== "assistant") return turn;
  const filled = (value: JsonObject, key: string, pointer: string | undefined): JsonObject => {
    if (pointer !== undefined)
      lose({ pointer, action: "defaulted", reason: "a blank text is refused: a placeholder is sent" });
    return put(value, key, PLACEHOLDER);
  };
  const contentAt = at === undefined ? undefined : child(at, "content");
  if (typeof content === "string")
    return isBlank(content) ? { ...turn, message: filled(message, "content", contentAt) } : turn;
  if (!isArray(content)) return turn;
  const parts = content.map((part, index) => {
    if (!isObject(part) || part.type !== "text" || !isBlank(part.text)) return part;
    return filled(part, "text", contentAt === undefined ? undefined : child(contentAt, index));
  });
  return parts.every((part, index) => part === content[index])
    ? turn
    : { ...turn, message: put(message, "content", parts) };
}
