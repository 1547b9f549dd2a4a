import { entries, isArray, isObject, type Json, type JsonObject, object, parse, print } from "@lintel/core/json";
import type { CannedReply } from "@lintel/core/testing";

const TERMINAL: readonly Json[] = ["response.completed", "response.incomplete"];
const FAILURES: readonly Json[] = ["response.failed", "error"];

/** The data of a body's events, as far as it goes: each is one line. */
function data(body: Uint8Array): readonly string[] {
  return new TextDecoder()
    .decode(body)
    .split(/\r\n|\n|\r/)
    .flatMap((line) => (line.startsWith("data:") ? [line.slice(5).replace(/^ /, "")] : []));
}

function eventsOf(body: Uint8Array): readonly JsonObject[] {
  return data(body).flatMap((line) => {
    const parsed = parse(line);
    return parsed.ok && isObject(parsed.value) ? [parsed.value] : [];
  });
}

/** Whether a body has reached the terminal condition: `response.completed`, `response.incomplete`, or `[DONE]`; a failure is none; undefined for chunks of chat, which have another. */
export function isComplete(body: Uint8Array): boolean | undefined {
  const events = eventsOf(body);
  if (!events.some(({ type }) => typeof type === "string")) return undefined;
  if (events.some(({ type = null }) => FAILURES.includes(type))) return false;
  return events.some(({ type = null }) => TERMINAL.includes(type)) || data(body).includes("[DONE]");
}

function without(value: Json): Json {
  if (isArray(value)) return value.map(without);
  if (!isObject(value)) return value;
  const kept = entries(value).filter(([, held]) => held !== null);
  return object(kept.map(([name, held]) => [name, without(held)] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the events of a stream say besides its last one: the items as each was done, in their places. */
function itemsDone(events: readonly JsonObject[]): readonly Json[] {
  const items = new Map<number, Json>();
  for (const { type, output_index: at, item = null } of events)
    if (type === "response.output_item.done" && typeof at === "number") items.set(at, item);
  return [...items].sort(([a], [b]) => a - b).map(([, item]) => item);
}

function last(events: readonly JsonObject[]): JsonObject | undefined {
  const response = events.findLast(({ type = null }) => TERMINAL.includes(type))?.response;
  return isObject(response) ? response : undefined;
}

/** The whole reply a streamed body amounts to: the response of its last event, with the items as the events before it told them. */
export function accumulate(body: Uint8Array): CannedReply | undefined {
  const events = eventsOf(body);
  const response = last(events);
  const items = itemsDone(events);
  if (response === undefined || !isArray(response.output) || items.length !== response.output.length) return undefined;
  const printed = print({ ...response, output: items }, "wireCompact");
  if (!printed.ok) return undefined;
  return { status: 200, headers: [["content-type", "application/json"]], body: new TextEncoder().encode(printed.text) };
}

function told(response: JsonObject, items: readonly Json[]): JsonObject {
  const { id = null, status = null, usage = null } = response;
  const { cost: _, ...tokens } = isObject(usage) ? usage : {};
  const said = without({ id, status, usage: tokens, output: items });
  return isObject(said) ? said : {};
}

/** What of a whole response a stream tells. */
export function summarise(response: JsonObject): JsonObject {
  return told(response, isArray(response.output) ? response.output : []);
}

/** The same of a stream's events: items from those that tell each done, the rest from the last one. */
export function fold(events: readonly JsonObject[]): JsonObject | undefined {
  const response = last(events);
  return response === undefined ? undefined : told(response, itemsDone(events));
}
