import { truthy } from "@lintel/core";
import { isArray, type Json, type JsonObject } from "@lintel/core/json";
import type { Turn } from "./way.ts";

function reasoningOf({ reasoning_content: text = null }: JsonObject): string {
  return typeof text === "string" ? text : "";
}

function blocksOf({ thinking_blocks: blocks = null }: JsonObject): readonly Json[] {
  return isArray(blocks) ? blocks : [];
}

function isReasoningAlone(message: JsonObject): boolean {
  return (
    message.role === "assistant" &&
    (message.content ?? null) === null &&
    !truthy(message.tool_calls) &&
    (reasoningOf(message) !== "" || blocksOf(message).length > 0)
  );
}

function withReasoning(message: JsonObject, pending: readonly JsonObject[]): JsonObject {
  const texts = [...pending, message].map(reasoningOf).filter((text) => text !== "");
  const blocks = [...pending, message].flatMap(blocksOf);
  const hasText = pending.some((it) => reasoningOf(it) !== "");
  const hasBlocks = pending.some((it) => blocksOf(it).length > 0);
  return {
    ...message,
    ...(hasText && { reasoning_content: texts.join("\n") }),
    ...(hasBlocks && { thinking_blocks: blocks }),
  };
}

/** What was thought goes with the turn it led to; where none follows it stays a turn (`_merge_reasoning_only_assistant_messages`). */
export function joinedReasoning(turns: readonly Turn[]): readonly Turn[] {
  const all: Turn[] = [];
  let pending: readonly Turn[] = [];
  for (const turn of turns) {
    const { message } = turn;
    if (isReasoningAlone(message)) {
      pending = [...pending, turn];
      continue;
    }
    const isTaken = pending.length > 0 && message.role === "assistant";
    const thoughts = pending.map((it) => it.message);
    all.push(...(isTaken ? [] : pending), isTaken ? { ...turn, message: withReasoning(message, thoughts) } : turn);
    pending = [];
  }
  return [...all, ...pending];
}
