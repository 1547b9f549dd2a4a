import type { JsonObject } from "@lintel/core/json";
import { type AssistantPlace, unheard } from "./request-call-ids.ts";
import { withMark } from "./request-marks.ts";
import { thinkingBlocks } from "./request-thinking-blocks.ts";
import { toToolCalls } from "./request-tool-calls.ts";

/** Calls of the provider's own tools, each with its result. */
function grouped(blocks: readonly JsonObject[]): readonly (readonly JsonObject[])[] {
  const groups: JsonObject[][] = [];
  for (const block of blocks) {
    if (block.type === "tool_use") continue;
    const last = groups.at(-1);
    if (block.type === "server_tool_use" || last === undefined) groups.push([block]);
    else last.push(block);
  }
  return groups;
}

// Anthropic checks a signature where it stands: thinking and server calls come back in the order they came in.
/** Thinking before each call of the provider's own tools, then the text, then all other calls. */
export function interleaved(message: JsonObject, place: AssistantPlace): readonly JsonObject[] {
  const { content } = message;
  const thinking = thinkingBlocks(message, place) ?? [];
  const calls = toToolCalls(message, place);
  const groups = grouped(calls);
  const rounds = Math.max(thinking.length, groups.length);
  const mixed = Array.from({ length: rounds }, (_, round): readonly JsonObject[] => [
    ...thinking.slice(round, round + 1),
    ...unheard(groups[round] ?? [], place),
  ]).flat();
  const text =
    typeof content === "string" && content !== "" ? [withMark({ type: "text", text: content }, message)] : [];
  return [
    ...mixed,
    ...text,
    ...unheard(
      calls.filter(({ type }) => type === "tool_use"),
      place,
    ),
  ];
}
