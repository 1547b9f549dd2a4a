import { pythonType } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, pythonRepr } from "@lintel/core/json";
import { assistantTurn } from "./assistant-turn.ts";
import { compacted } from "./compaction.ts";
import { systemPrompt, systemTurn } from "./system-turn.ts";
import { orderedTurns } from "./turn-order.ts";
import { userTurn } from "./user-turn.ts";
import { drop, type Placed, placed, type Way } from "./way.ts";

/** How LiteLLM marks reasoning that only another API can read back. */
const ENCRYPTED = "litellm_encrypted_reasoning:";

const TURNS: Readonly<Record<string, (turn: JsonObject, at: string, way: Way) => readonly JsonObject[]>> = {
  assistant: assistantTurn,
  system: systemTurn,
  user: userTurn,
};

function isSealed(block: Json): boolean {
  if (!isObject(block)) return false;
  const seal =
    block.type === "thinking" ? block.signature : block.type === "redacted_thinking" ? block.data : undefined;
  return typeof seal === "string" && seal.startsWith(ENCRYPTED);
}

/** A turn without the sealed reasoning of another API; nothing where it held nothing else. */
function unsealed({ value, at }: Placed, way: Way): readonly Placed[] {
  const content = isObject(value) ? value.content : undefined;
  if (!isObject(value) || !isArray(content) || !content.some(isSealed)) return [{ value, at }];
  for (const block of placed(content, `${at}/content`))
    if (isSealed(block.value)) drop(way, block.at, "reasoning sealed by another API is not shown to this one");
  const kept = content.filter((block) => !isSealed(block));
  return kept.length === 0 ? [] : [{ value: { ...value, content: kept }, at }];
}

function crossed({ value, at }: Placed, way: Way): readonly JsonObject[] {
  if (!isObject(value)) {
    way.refuse({ at, text: `'${pythonType(value)}' object is not a message` });
    return [];
  }
  const { role } = value;
  if (role === undefined) way.refuse({ at, text: "'role'" });
  const turn = typeof role === "string" && Object.hasOwn(TURNS, role) ? TURNS[role] : undefined;
  if (turn === undefined && role !== undefined) drop(way, at, `chat has no turns of ${pythonRepr(role)}`);
  return turn?.(value, at, way) ?? [];
}

/** Chat's messages, and for each the pointer of the turn it is made of. */
export interface CrossedMessages {
  readonly messages: readonly JsonObject[];
  readonly origins: readonly string[];
}

/** The conversation in chat's words. */
export function chatMessages(messages: Json, system: Json | undefined, way: Way): CrossedMessages {
  const conversation = compacted(messages, system, way);
  const turns = conversation.turns.flatMap((turn) => unsealed(turn, way));
  const made = orderedTurns(turns, way).flatMap((turn) =>
    crossed(turn, way).map((message) => ({ message, origin: turn.at })),
  );
  const first = systemPrompt(conversation.system, way).map((message) => ({ message, origin: "/system" }));
  const all = [...first, ...made];
  return { messages: all.map(({ message }) => message), origins: all.map(({ origin }) => origin) };
}
