import { truthy } from "@lintel/core";
import { isObject } from "@lintel/core/json";
import type { MessagesCall } from "./types.ts";

/** The beginning of an answer that the caller gave, where the answer does not repeat it: LiteLLM's `get_prefix_prompt`. */
export function answerPrefix({ input, settings }: MessagesCall, text: string): string {
  const last = input.messages.at(-1);
  if (!isObject(last) || last.role !== "assistant" || !truthy(last.prefix ?? false)) return "";
  const { content } = last;
  const isMissing = typeof content === "string" && !text.startsWith(content);
  return isMissing && settings.disable_add_prefix_to_prompt !== true ? content : "";
}
