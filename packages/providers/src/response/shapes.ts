import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { openModels } from "../pydantic/index.ts";
import { EVENT_MODELS, SHAPES } from "./shape-data.ts";

const models = openModels(SHAPES);

const events: ReadonlyMap<string, string> = new Map(
  EVENT_MODELS.trim()
    .split("\n")
    .map((row) => row.split(" "))
    .map(([event = "", name = ""]) => [event, name]),
);

const RESPONSE = "ResponsesAPIResponse";
const REASONING = "ResponseReasoningItem";
const SEARCH = "ResponseFunctionWebSearch";

/** A response as LiteLLM prints it: every field, and members it does not know last. */
export function printedResponse(response: JsonObject): JsonObject {
  return models.printed(RESPONSE, response, false);
}

/** What tells that a response is deleted, as LiteLLM prints it. */
export function printedDeletion(reply: JsonObject): JsonObject {
  return models.printed("DeleteResponseResult", reply, false);
}

/** An event of a stream as LiteLLM prints it: without nulls, and without fields that were not there. */
export function printedEvent(type: string, event: JsonObject): JsonObject {
  return models.printed(events.get(type) ?? "GenericEvent", event, true);
}

/** Whether an event is what its type says it is; LiteLLM knows nothing of what is in one that is not. */
export function isTypedEvent(type: string, event: JsonObject): boolean {
  return models.fits(events.get(type) ?? "GenericEvent", event);
}

/** A response that was not read, inside an event. */
export function printedUnread(response: JsonObject): JsonObject {
  return models.constructed(RESPONSE, response, true);
}

/** A response without nulls, and without fields that were not there. */
export function printedSparse(response: JsonObject): JsonObject {
  return models.printed(RESPONSE, response, true);
}

/** The items of a response as each of them is printed alone. */
export function printedItems(response: JsonObject): readonly JsonObject[] {
  const { output } = printedResponse(response);
  return isArray(output) ? output.filter(isObject) : [];
}

/** A reasoning item as LiteLLM sends one back: what OpenAI's model leaves of it, or undefined where it is none. */
export function replayedReasoning(item: JsonObject): JsonObject | undefined {
  return models.fits(REASONING, item) ? models.printed(REASONING, item, true) : undefined;
}

/** A call of a web search without nulls, or undefined where it is none. */
export function printedSearch(item: JsonObject): JsonObject | undefined {
  return models.fits(SEARCH, item) ? models.printed(SEARCH, item, true) : undefined;
}

/** Whether a response can tell a parameter of its request back as it was given (`_is_echoable`). */
export function isEchoed(name: string, value: Json): boolean {
  return models.fits(RESPONSE, { id: "", created_at: 0, output: [], [name]: value });
}
