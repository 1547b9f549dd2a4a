import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { put } from "./notes.ts";
import type { Lose } from "./types.ts";

function isAdvice(block: Json): block is JsonObject {
  return isObject(block) && block.type === "server_tool_use" && block.name === "advisor";
}

/** Messages without an advisor's words where no advisor is there any more: `strip_advisor_blocks_from_messages`. */
export function withoutAdvice(
  messages: readonly JsonObject[],
  { tools, lose }: { readonly tools: Json | undefined; readonly lose: Lose },
): readonly JsonObject[] {
  const isThere = isArray(tools) && tools.some((tool) => isObject(tool) && tool.type === "advisor_20260301");
  if (isThere) return messages;
  return messages.map((message) => {
    const { role, content } = message;
    if (role !== "assistant" || !isArray(content)) return message;
    const ids = content.filter(isAdvice).map(({ id }) => id);
    if (ids.length === 0) return message;
    lose({
      pointer: "/messages",
      action: "dropped",
      reason: "an advisor's words are refused where there is no advisor",
    });
    const kept = content.filter(
      (block) =>
        !isAdvice(block) &&
        !(isObject(block) && block.type === "advisor_tool_result" && ids.includes(block.tool_use_id)),
    );
    return put(message, "content", kept);
  });
}
