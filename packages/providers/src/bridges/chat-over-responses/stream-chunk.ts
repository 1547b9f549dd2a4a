import { type Loss, pythonRepr, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { citation } from "./citation.ts";
import { incompleteReason, metadataOf, stoppedBy } from "./response.ts";
import { calledOf } from "./response-calls.ts";
import { reasoningItem } from "./response-message.ts";
import { chatUsage } from "./response-usage.ts";

/** What a stream's events are read with. */
export interface Reading {
  /** A call's place among the calls, by the place of its item among the items. */
  slot(item: Json): number;
  idOf(id: Json): Json;
  /** Letters of the message before the text that an event speaks of. */
  placeOf(event: JsonObject): number;
  readonly isBare: boolean;
  /** Citations so far: they are told together, since the OpenAI SDK joins no lists without an index. */
  readonly cited: JsonObject[];
  lose(loss: Loss): void;
}

/** A chat chunk, or what LiteLLM's code raises over an event. */
export type ChunkRead = { readonly chunk: JsonObject } | { readonly text: string };

const CALLS: ReadonlySet<Json> = new Set(["function_call", "custom_tool_call"]);

function chunk(
  delta: JsonObject,
  { index = 0, ...more }: { readonly index?: Json; readonly finish_reason?: string } = {},
): JsonObject {
  return { choices: [{ index, delta, ...more }] };
}

const SILENT: JsonObject = chunk({ content: "" });

function itemOf({ item = null }: JsonObject): JsonObject {
  return isObject(item) ? item : {};
}

function called(event: JsonObject, { slot }: Reading): JsonObject {
  const { id, name, arguments: given, fields } = calledOf(itemOf(event));
  const args = truthy(given) ? given : (event.arguments ?? "");
  const call = {
    id,
    index: slot(event.output_index ?? 0),
    type: "function",
    function: { name: truthy(name) ? name : null, arguments: args, ...fields },
    ...fields,
  };
  return chunk({ tool_calls: [call] });
}

function argued(event: JsonObject, { slot }: Reading): ChunkRead {
  const { delta = null } = event;
  if (!truthy(delta)) return { text: `Chat provider: Invalid function argument delta ${pythonRepr(event)}` };
  const part = {
    id: null,
    index: slot(event.output_index ?? 0),
    type: "function",
    function: { name: null, arguments: delta },
  };
  return { chunk: chunk({ tool_calls: [part] }) };
}

function ended(event: JsonObject, { cited }: Reading): JsonObject {
  const response = isObject(event.response) ? event.response : {};
  const { output = null, usage = null } = response;
  const items = isArray(output) ? output.filter(isObject) : [];
  const reasoning = items.filter(({ type }) => type === "reasoning").map(reasoningItem);
  const hasCalls = items.some(({ type = null }) => CALLS.has(type));
  const finish_reason =
    event.type === "response.incomplete" ? stoppedBy(incompleteReason(response)) : hasCalls ? "tool_calls" : "stop";
  const metadata = metadataOf(response);
  const delta = {
    content: "",
    ...(cited.length > 0 && { annotations: cited }),
    ...(reasoning.length > 0 && { reasoning_items: reasoning }),
  };
  return {
    ...chunk(delta, { finish_reason }),
    ...(isObject(usage) && truthy(usage) && { usage: chatUsage(usage) }),
    ...(truthy(metadata) && { provider_specific_fields: metadata }),
  };
}

/** Where in a text a file is cited has the name of an entry's place in a list, which is how the OpenAI SDK reads it. */
const NO_INDEX = "an index in a stream's list is the place in that list";

type Rule = (event: JsonObject, reading: Reading) => ChunkRead;

const argumentsRule: Rule = argued;
const endedRule: Rule = (event, reading) => ({ chunk: ended(event, reading) });

const RULES: Readonly<Record<string, Rule>> = {
  "response.created": ({ response = null }, { idOf }) => {
    const id = isObject(response) ? idOf(response.id ?? null) : null;
    return { chunk: { id, ...SILENT } };
  },
  "response.output_item.added": (event, reading) => ({
    chunk: CALLS.has(itemOf(event).type ?? null) ? called(event, reading) : SILENT,
  }),
  "response.function_call_arguments.delta": argumentsRule,
  "response.custom_tool_call_input.delta": argumentsRule,
  "response.output_item.done": (event) => ({ chunk: CALLS.has(itemOf(event).type ?? null) ? chunk({}) : SILENT }),
  "response.output_text.delta": (event) => {
    const { delta = null } = event;
    return delta === null
      ? { text: `Chat provider: Invalid text delta ${pythonRepr(event)}` }
      : { chunk: chunk({ content: delta }) };
  },
  "response.reasoning_summary_text.delta": ({ delta = null, summary_index: index = 0 }) => ({
    chunk: truthy(delta) ? chunk({ reasoning_content: delta }, { index }) : SILENT,
  }),
  "response.output_text.annotation.added": (event, { isBare, placeOf, cited, lose }) => {
    const { annotation = null } = event;
    const reason = "LiteLLM's chunks carry no annotations of the Responses API";
    const pointer = "/response.output_text.annotation.added";
    if (isBare || !isObject(annotation)) lose({ pointer, action: "dropped", reason });
    else {
      const { index, ...cite } = citation(annotation, { offset: placeOf(event), isBare });
      cited.push(cite);
      if (index !== undefined) lose({ pointer: `${pointer}/annotation/index`, action: "dropped", reason: NO_INDEX });
    }
    return { chunk: SILENT };
  },
  "response.refusal.delta": ({ delta = null }, { isBare, lose }) => {
    if (!isBare) return { chunk: chunk({ refusal: delta }) };
    lose({
      pointer: "/response.refusal.delta",
      action: "dropped",
      reason: "a refusal has no place in LiteLLM's chunks",
    });
    return { chunk: SILENT };
  },
  "response.completed": endedRule,
  "response.incomplete": endedRule,
};

function isOfChat({ object: kind = null, type = null, choices = null }: JsonObject): boolean {
  return kind === "chat.completion.chunk" || (type === null && isArray(choices) && choices.length > 0);
}

/** An event of the Responses API as a chunk of chat completions (`translate_responses_chunk_to_openai_stream`). */
export function toChunk(event: JsonObject, reading: Reading): ChunkRead {
  if (isOfChat(event)) return { chunk: event };
  const type = String(event.type ?? "");
  const rule = Object.hasOwn(RULES, type) ? RULES[type] : undefined;
  return rule?.(event, reading) ?? { chunk: SILENT };
}
