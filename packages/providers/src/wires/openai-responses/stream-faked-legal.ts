import { entries, isObject, type Json, type JsonObject, object } from "@lintel/core/json";

function withMembers(value: JsonObject, members: JsonObject): JsonObject {
  return object([...entries(value), ...entries(members)]);
}

/** What an item or a part has when it begins, by its type: what it says comes in deltas. */
const BEGUN: Readonly<Record<string, JsonObject>> = {
  message: { status: "in_progress", content: [] },
  function_call: { status: "in_progress", arguments: "" },
  reasoning: { summary: [] },
  output_text: { text: "", annotations: [] },
  refusal: { refusal: "" },
};

function begun(value: Json | undefined): JsonObject {
  const given = isObject(value) ? value : {};
  const type = typeof given.type === "string" ? given.type : "";
  return Object.hasOwn(BEGUN, type) ? withMembers(given, BEGUN[type] ?? {}) : given;
}

/** The events a response ends with, by its status. */
const ENDS: Readonly<Record<string, string>> = { incomplete: "response.incomplete", failed: "response.failed" };

function ended(event: JsonObject): JsonObject {
  const { status } = isObject(event.response) ? event.response : {};
  const type = typeof status === "string" && Object.hasOwn(ENDS, status) ? ENDS[status] : undefined;
  return type === undefined ? event : withMembers(event, { type });
}

const RULES: Readonly<Record<string, (event: JsonObject) => JsonObject>> = {
  "response.output_item.added": (event) => withMembers(event, { item: begun(event.item) }),
  "response.content_part.added": (event) => withMembers(event, { part: begun(event.part) }),
  "response.output_text.delta": (event) => withMembers(event, { logprobs: [] }),
  "response.output_text.done": (event) => withMembers(event, { logprobs: [] }),
  "response.completed": ended,
};

const SUMMARY = "response.reasoning_summary_text.";

function partAdded({ item_id = null, output_index = null, summary_index = null }: JsonObject): JsonObject {
  const place = { item_id, output_index, summary_index };
  return { type: "response.reasoning_summary_part.added", ...place, part: { type: "summary_text", text: "" } };
}

/** The events LiteLLM fakes with what they lack: items that begin empty, summaries that begin at all, numbers, and the end's own type. */
export function legalEvents(events: readonly JsonObject[]): readonly JsonObject[] {
  const summaries = new Set<string>();
  const told = events.flatMap((event) => {
    const type = typeof event.type === "string" ? event.type : "";
    const rule = Object.hasOwn(RULES, type) ? RULES[type] : undefined;
    if (!type.startsWith(SUMMARY)) return [rule?.(event) ?? event];
    const summary = `${String(event.output_index)} ${String(event.summary_index)}`;
    const isKnown = summaries.has(summary);
    summaries.add(summary);
    return isKnown ? [event] : [partAdded(event), event];
  });
  return told.map((event, number) => withMembers(event, { sequence_number: number }));
}
