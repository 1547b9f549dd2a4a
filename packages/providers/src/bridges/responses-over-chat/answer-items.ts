import { truthy, uuid } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, pythonCompact } from "@lintel/core/json";
import { printedSearch } from "../../response/index.ts";
import { refusalText } from "../messages-over-chat/refusal-text.ts";
import { annotationsOf } from "./annotations.ts";
import { customInput } from "./custom-tools.ts";
import type { Passage } from "./passage.ts";
import { imageStatus, statusOf } from "./status.ts";
import { argumentsText } from "./tool-call.ts";

/** Ids are made from here on; the chat call itself makes the first ones. */
export const FIRST_ID = 520;

/** An item of the answer, and what of the chat answer it is. */
export type Item =
  | { readonly kind: "reasoning" | "image" | "search"; readonly item: JsonObject }
  | { readonly kind: "message"; readonly choice: number; readonly item: JsonObject }
  | { readonly kind: "call"; readonly call: string; readonly item: JsonObject };

/** Signed thoughts as LiteLLM carries them: what no provider can verify is not among them (`_encode_thinking_blocks`). */
export function encryptedThoughts({ thinking_blocks: blocks = null }: JsonObject): string | null {
  const kept = isArray(blocks)
    ? blocks.filter(isObject).filter(({ signature, data }) => truthy(signature) || truthy(data))
    : [];
  return kept.length === 0 ? null : asciiCompact(kept);
}

/** Python's `json.dumps` without spaces. */
function asciiCompact(value: Json): string {
  return pythonCompact(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What an id begins with by the type of its item. */
const PREFIXES: Readonly<Record<string, string>> = { function_call: "fc", custom_tool_call: "ctc" };

/** The id of a call's item (`openai_shaped_tool_call_item_id`). */
export function callItemId(type: string, id: string): string {
  const prefix = Object.hasOwn(PREFIXES, type) ? PREFIXES[type] : undefined;
  return prefix === undefined || id === "" || id.startsWith(prefix) ? id : `${prefix}_${id}`;
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** What was thought, as an item tells it: LiteLLM tells it as what is said, and lacks the summary that no such item is without. */
export function thoughtParts(said: string, isBare: boolean): JsonObject {
  if (isBare) return { content: said === "" ? [] : [outputText(said, [])] };
  if (said === "") return { content: [], summary: [] };
  return { content: [{ type: "reasoning_text", text: said }], summary: [{ type: "summary_text", text: said }] };
}

export function outputText(said: Json, annotations: readonly JsonObject[]): JsonObject {
  return { type: "output_text", text: said, annotations };
}

function fieldsOf({ provider_specific_fields: fields }: JsonObject): JsonObject | undefined {
  return isObject(fields) && truthy(fields) ? fields : undefined;
}

interface Called {
  readonly id: string;
  readonly name: string;
  readonly args: string;
  readonly status?: Json | undefined;
  readonly fields?: JsonObject | undefined;
}

/** A call as an item: of a custom tool, which is given a text, or of a function. */
export function callItem({ id, name, args, status, fields }: Called, { custom, names }: Passage): JsonObject {
  const state = truthy(status) ? (status ?? null) : "completed";
  if (custom.has(name)) {
    const type = "custom_tool_call";
    return { type, call_id: id, id: callItemId(type, id), name, input: customInput(args), status: state };
  }
  const member = names.get(name);
  const type = "function_call";
  return {
    arguments: args,
    call_id: id,
    name: member?.name ?? name,
    type,
    id: callItemId(type, id),
    caller: null,
    namespace: member?.namespace ?? null,
    status: state,
    ...(fields !== undefined && { provider_specific_fields: fields }),
  };
}

/** What is called: a function, or a tool that is given a text. */
export function calledOf({ function: called, custom }: JsonObject): JsonObject {
  if (isObject(called)) return called;
  return isObject(custom) ? { name: custom.name ?? "", arguments: custom.input ?? "" } : {};
}

function callOf(call: JsonObject): Called {
  const told = calledOf(call);
  return {
    id: text(call.id),
    name: text(told.name),
    args: argumentsText(told.arguments),
    status: told.status,
    fields: fieldsOf(call) ?? fieldsOf(told),
  };
}

function messageOf({ message }: JsonObject): JsonObject {
  return isObject(message) ? message : {};
}

function fieldItems(message: JsonObject, name: string): readonly JsonObject[] {
  const { provider_specific_fields: fields } = message;
  const held = isObject(fields) ? fields[name] : undefined;
  const items = isObject(held) ? Object.values(held) : isArray(held) ? held : [];
  return items.filter(isObject);
}

/** Searches the provider made itself, by the call that asked for them. */
function searchesOf(messages: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  const found = messages.flatMap((message) => fieldItems(message, "web_search_calls"));
  return new Map(
    found.flatMap((item) => {
      const search = printedSearch(item);
      return search === undefined ? [] : [[text(search.id).replace(/^ws_/, ""), search] as const];
    }),
  );
}

function callItems(messages: readonly JsonObject[], passage: Passage): readonly Item[] {
  const searches = searchesOf(messages);
  const ran = new Map(
    messages.flatMap((message) => fieldItems(message, "code_interpreter_results")).map((item) => [text(item.id), item]),
  );
  const calls = messages.flatMap(({ tool_calls: told }) => (isArray(told) ? told.filter(isObject) : []));
  return calls.flatMap((call): readonly Item[] => {
    const called = callOf(call);
    const search = searches.get(called.id);
    const result = ran.get(called.id);
    // LiteLLM leaves out the calls of custom tools.
    if (passage.isBare && isObject(call.custom)) return [];
    if (search !== undefined) return [{ kind: "search", item: search }];
    if (result !== undefined) return [{ kind: "call", call: called.id, item: result }];
    return [{ kind: "call", call: called.id, item: callItem(called, passage) }];
  });
}

function reasoningItems(choices: readonly JsonObject[], { moment, isBare }: Passage): readonly Item[] {
  const first = choices.find((choice) => {
    const message = messageOf(choice);
    return text(message.reasoning_content) !== "" || encryptedThoughts(message) !== null;
  });
  if (first === undefined) return [];
  const message = messageOf(first);
  const said = text(message.reasoning_content);
  const encrypted = encryptedThoughts(message);
  const { content = [], ...more } = thoughtParts(said, isBare);
  const item = {
    type: "reasoning",
    id: `rs_${uuid(moment.id, FIRST_ID)}`,
    status: statusOf(first.finish_reason ?? null),
    role: "assistant",
    content,
    phase: null,
    ...more,
    ...(encrypted !== null && { encrypted_content: encrypted }),
  };
  return [{ kind: "reasoning", item }];
}

function base64Of(url: Json | undefined): string {
  const said = text(url);
  const cut = said.indexOf(",");
  return said.startsWith("data:") ? (cut === -1 ? "" : said.slice(cut + 1)) : said;
}

function imageItems({ images }: JsonObject, finish: Json, id: (n: number) => string): readonly Item[] {
  const given = isArray(images) ? images.filter(isObject) : [];
  return given.flatMap(({ image_url: image }, index): readonly Item[] => {
    const result = isObject(image) ? base64Of(image.url) : "";
    const item = { type: "image_generation_call", id: `ig_${id(index)}`, status: imageStatus(finish), result };
    return result === "" ? [] : [{ kind: "image", item }];
  });
}

/** What a message says: its text, and what it refuses, which LiteLLM leaves out. */
function partsOf(message: JsonObject, isBare: boolean): readonly JsonObject[] {
  const { content = null, annotations } = message;
  const refusal = isBare ? "" : refusalText(message);
  return [
    ...(content === null || (refusal !== "" && content === "")
      ? []
      : [outputText(content, annotationsOf(annotations))]),
    ...(refusal === "" ? [] : [{ type: "refusal", refusal }]),
  ];
}

function messageItems(choice: JsonObject, at: number, { moment, isBare }: Passage): readonly Item[] {
  const message = messageOf(choice);
  const finish = choice.finish_reason ?? null;
  const id = (n: number): string => uuid(moment.id, FIRST_ID + 1 + at + n * 100);
  if (truthy(message.images)) return imageItems(message, finish, id);
  const content = partsOf(message, isBare);
  if (content.length === 0) return [];
  const { role = "assistant" } = message;
  const item = { type: "message", id: `msg_${id(0)}`, status: statusOf(finish), role, content, phase: null };
  return [{ kind: "message", choice: at, item }];
}

/** A chat answer's choices as items: what was thought, what is said, what is called (`_transform_chat_completion_choices_to_responses_output`). */
export function answerItems(choices: readonly JsonObject[], passage: Passage): readonly Item[] {
  return [
    ...reasoningItems(choices, passage),
    ...choices.flatMap((choice, at) => messageItems(choice, at, passage)),
    ...callItems(choices.map(messageOf), passage),
  ];
}
