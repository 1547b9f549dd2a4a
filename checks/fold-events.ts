import { isObject, type JsonObject, parse, pythonDumps } from "@lintel/core/json";
import { accumulate } from "./anthropic-messages-stream.ts";

/** The message that the events of a messages stream amount to. */
export function foldEvents(events: readonly JsonObject[]): JsonObject | undefined {
  const text = events.map((event) => `data: ${pythonDumps(event)}\n\n`).join("");
  const reply = accumulate(new TextEncoder().encode(text));
  if (reply === undefined || "failure" in reply) return undefined;
  const read = parse(new TextDecoder().decode(reply.body));
  return read.ok && isObject(read.value) ? read.value : undefined;
}
