import type { Kwargs } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function turnOf(message: unknown): JsonObject | undefined {
  if (!isRecord(message)) return undefined;
  const { role, content } = message;
  if ((role !== "user" && role !== "assistant") || typeof content !== "string" || content === "") return undefined;
  for (const name in message) if (name !== "role" && name !== "content") return undefined;
  return { role, content };
}

/** The conversation in chat's words, where each turn is a text and nothing else, and the system prompt too. */
export function texts({ messages, system = null }: Kwargs): readonly JsonObject[] | undefined {
  if (!Array.isArray(messages) || (system !== null && typeof system !== "string")) return undefined;
  const turns: JsonObject[] = system === null || system === "" ? [] : [{ role: "system", content: system }];
  for (const message of messages) {
    const turn = turnOf(message);
    if (turn === undefined) return undefined;
    turns.push(turn);
  }
  return turns;
}
