import { truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { drop, type Placed, placed, type Way } from "./way.ts";

const CONTINUE = "Please continue based on the conversation summary above.";

/** A conversation: what was said, and the system prompt before it. */
export interface Conversation {
  readonly turns: readonly Placed[];
  readonly system: Json | undefined;
}

function isCompaction(block: Json): block is JsonObject {
  return isObject(block) && block.type === "compaction";
}

function blocksOf({ value }: Placed): readonly Json[] {
  return isObject(value) && isArray(value.content) ? value.content : [];
}

function withBlocks({ value, at }: Placed, content: readonly Json[]): Placed {
  return { value: isObject(value) ? { ...value, content } : value, at };
}

function withSummary(system: Json | undefined, summary: string): Json {
  const prefix = `Previous conversation summary: ${summary}\n\n`;
  if (typeof system === "string") return `${prefix}${system}`;
  if (!isArray(system)) return prefix.trimEnd();
  const at = system.findIndex((block) => isObject(block) && block.type === "text");
  if (at === -1) return [{ type: "text", text: prefix.trimEnd() }, ...system];
  return system.map((block, index) =>
    index === at && isObject(block) ? { ...block, text: `${prefix}${truthy(block.text) ? block.text : ""}` } : block,
  );
}

/** The turn without compactions; nothing where it held nothing else. */
function uncompacted(turn: Placed): readonly Placed[] {
  const blocks = blocksOf(turn);
  const kept = blocks.filter((block) => !isCompaction(block));
  if (!isObject(turn.value) || !isArray(turn.value.content)) return [turn];
  if (kept.length === 0) return [];
  return kept.length === blocks.length ? [turn] : [withBlocks(turn, kept)];
}

/** The last thing the user asked, without the results of calls that are gone. */
function lastQuestion(turns: readonly Placed[]): Placed {
  for (const turn of turns.toReversed()) {
    if (!isObject(turn.value) || turn.value.role !== "user") continue;
    const blocks = blocksOf(turn);
    const kept = blocks.filter((block) => !(isObject(block) && block.type === "tool_result"));
    if (blocks.length > 0 && kept.length === 0) continue;
    return kept.length < blocks.length ? withBlocks(turn, kept) : turn;
  }
  return { value: { role: "user", content: CONTINUE }, at: "/messages" };
}

/** What the model is shown of a conversation that was compacted: its summary in the system prompt, and what came after it. */
export function compacted(messages: Json, system: Json | undefined, way: Way): Conversation {
  const turns = placed(messages, "/messages");
  const from = turns.findLastIndex((turn) => blocksOf(turn).some(isCompaction));
  const turn = turns[from];
  if (turn === undefined) return { turns, system };
  const blocks = blocksOf(turn);
  const last = blocks.findLastIndex(isCompaction);
  const block = blocks[last];
  for (const { at } of turns.slice(0, from)) drop(way, at, "the summary of the conversation stands for it");
  way.note({ pointer: `${turn.at}/content/${last}`, action: "converted", reason: "into the system prompt" });
  const rest = [withBlocks(turn, blocks.slice(last)), ...turns.slice(from + 1)];
  const shown = rest.flatMap(uncompacted);
  const summary = isObject(block) && typeof block.content === "string" ? block.content : "";
  return {
    turns: shown.length === 0 ? [lastQuestion(rest)] : shown,
    system: summary === "" ? system : withSummary(system, summary),
  };
}
