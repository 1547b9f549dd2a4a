import { type Loss, pythonStr } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";

/** Members of a reply that have a place in the answer, or say nothing. */
const PLACED: ReadonlySet<string> = new Set([
  "type",
  "role",
  "model",
  "content",
  "stop_reason",
  "usage",
  "context_management",
  "container",
]);

/** Reasons that OpenAI's "stop" means. */
const STOPS: ReadonlySet<unknown> = new Set(["end_turn", "stop"]);

/** What of a reply an answer does not tell, its blocks apart. */
export function replyLosses(reply: JsonObject, finish: string): readonly Loss[] {
  const unplaced = Object.keys(reply).filter((key) => !PLACED.has(key) && (reply[key] ?? null) !== null);
  const { stop_reason: stop = null } = reply;
  const isTold = finish !== "stop" || STOPS.has(stop);
  const reason = `LiteLLM tells ${pythonStr(stop)} as stop`;
  return [
    ...unplaced.map(
      (key) => ({ pointer: `/${key}`, action: "dropped", reason: "an answer has no place for it" }) as const,
    ),
    ...(isTold ? [] : [{ pointer: "/stop_reason", action: "converted", reason } as const]),
  ];
}
