import type { Loss } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { citation, lettersOf } from "./citation.ts";
import { kindOf } from "./output-items.ts";
import { calledOf, patchCall, wholeCall } from "./response-calls.ts";

/** How a message is made, and what of its response has no place in it. */
export interface Messaging {
  /** Whether it is LiteLLM's message, without refusals and with citations in the Responses API's words. */
  readonly isBare: boolean;
  lose(loss: Loss): void;
}

/** What has been gathered of a response's output. */
interface Gathered {
  readonly texts: readonly {
    readonly role: Json;
    readonly text: string;
    readonly annotations: readonly JsonObject[];
  }[];
  readonly calls: readonly JsonObject[];
  readonly reasoning: readonly JsonObject[];
  /** Reasoning that no message has followed yet. */
  readonly pending?: JsonObject;
}

const NOTHING: Gathered = { texts: [], calls: [], reasoning: [] };

function objects(value: Json | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

/** A reasoning item as LiteLLM gives it to the caller, to be sent back. */
export function reasoningItem({ id = "", encrypted_content: sealed = null, summary = null }: JsonObject): JsonObject {
  const told = objects(summary).map(({ type = "summary_text", text = "" }) => ({ type, text }));
  return { id, type: "reasoning", ...(sealed !== null && { encrypted_content: sealed }), summary: told };
}

function printedItem({ id = "", encrypted_content: sealed = null, summary = [] }: JsonObject): JsonObject {
  return { type: "reasoning", id, ...(sealed !== null && { encrypted_content: sealed }), summary };
}

/** What reasoning items tell in words. */
function readable(items: readonly JsonObject[]): string {
  return items
    .map(({ summary }) => objects(summary).map(({ text = "" }) => String(text)))
    .map((texts) => texts.filter((text) => text !== "").join(" "))
    .filter((text) => text !== "")
    .join(" ");
}

function annotated(part: JsonObject): readonly JsonObject[] {
  return objects(part.annotations);
}

function withMessage(gathered: Gathered, item: JsonObject): Gathered {
  return objects(item.content).reduce<Gathered>(({ pending, ...before }, part) => {
    const { text = "" } = part;
    const said = { role: item.role ?? null, text: typeof text === "string" ? text : "", annotations: annotated(part) };
    const reasoning = pending === undefined ? before.reasoning : [...before.reasoning, pending];
    return { ...before, texts: [...before.texts, said], reasoning };
  }, gathered);
}

/** A message the OpenAI SDK does not know as one: only its first text is taken. */
function withBareMessage(gathered: Gathered, item: JsonObject): Gathered {
  const part = objects(item.content).find(({ type }) => type === "output_text");
  if (part === undefined) return gathered;
  const { text = "" } = part;
  const said = {
    role: item.role ?? "assistant",
    text: typeof text === "string" ? text : "",
    annotations: annotated(part),
  };
  return { ...gathered, texts: [...gathered.texts, said] };
}

function withCall(gathered: Gathered, call: JsonObject): Gathered {
  return { ...gathered, calls: [...gathered.calls, call] };
}

/** Adds an item's part to what has been gathered; undefined where chat completions have none for it. */
function withItem(gathered: Gathered, item: JsonObject): Gathered | undefined {
  const kind = kindOf(item);
  const isKnown = "known" in kind;
  switch (isKnown ? kind.known : kind.bare) {
    case "function_call":
    case "custom_tool_call":
      return withCall(gathered, wholeCall(calledOf(item), gathered.calls.length));
    case "apply_patch_call":
      return isKnown ? withCall(gathered, wholeCall(patchCall(item), gathered.calls.length)) : undefined;
    case "message":
      return isKnown ? withMessage(gathered, item) : withBareMessage(gathered, item);
    case "reasoning":
      return isKnown ? { ...gathered, pending: reasoningItem(item) } : undefined;
    default:
      return undefined;
  }
}

function refusalsOf(output: readonly JsonObject[]): string {
  const parts = output.flatMap((item) => objects(item.content)).filter(({ type }) => type === "refusal");
  return parts.map(({ refusal }) => (typeof refusal === "string" ? refusal : "")).join("");
}

function gather(output: readonly JsonObject[], { isBare, lose }: Messaging): Gathered {
  let gathered = NOTHING;
  for (const [at, item] of output.entries()) {
    const drop = (place: number, reason: string): void =>
      lose({ pointer: `/output/${place}`, action: "dropped", reason });
    const more = withItem(gathered, item);
    const isRefusal = isBare && objects(item.content).some(({ type }) => type === "refusal");
    if (more === undefined) drop(at, "chat completions have no such item");
    else if (isRefusal) drop(at, "a refusal has no place in LiteLLM's message");
    else if (item.type === "reasoning" && gathered.pending !== undefined)
      drop(at - 1, "LiteLLM keeps the last reasoning before a message");
    gathered = more ?? gathered;
  }
  return gathered;
}

function annotationsOf(texts: Gathered["texts"], isBare: boolean): readonly JsonObject[] {
  let offset = 0;
  return texts.flatMap(({ text, annotations }) => {
    const here = annotations.map((annotation) => citation(annotation, { offset, isBare }));
    offset += lettersOf(text);
    return here;
  });
}

/** A message of one choice, and whether there was anything to make it of. */
export interface Spoken {
  readonly message: JsonObject;
  readonly isEmpty: boolean;
  readonly hasCalls: boolean;
}

/** All of a response's output as the one message of a chat completion (`_fold_choices_into_one`). */
export function toMessage(output: Json | undefined, messaging: Messaging): Spoken {
  const { isBare } = messaging;
  const { texts, calls, reasoning, pending } = gather(objects(output), messaging);
  const items = pending === undefined ? reasoning : [...reasoning, pending];
  const thought = readable(items);
  const annotations = annotationsOf(texts, isBare);
  const refusal = isBare ? "" : refusalsOf(objects(output));
  const said = texts.map(({ text }) => text).join("");
  const content = texts.length === 0 || (refusal !== "" && said === "") ? null : said;
  const message = object([
    ...(content === null ? [] : [["content", content] as const]),
    ["role", texts[0]?.role ?? "assistant"],
    ...(calls.length === 0 ? [] : [["tool_calls", calls] as const]),
    ...(thought === "" ? [] : [["reasoning_content", thought] as const]),
    ...(items.length === 0 ? [] : [["reasoning_items", items.map(printedItem)] as const]),
    ...(annotations.length === 0 ? [] : [["annotations", annotations] as const]),
    ...(refusal === "" ? [] : [["refusal", refusal] as const]),
    ...(content === null ? [["content", null] as const] : []),
  ]);
  return { message, isEmpty: texts.length === 0 && calls.length === 0, hasCalls: calls.length > 0 };
}

/** The message of a response that ended before it said anything. */
export function emptyMessage(output: Json | undefined): JsonObject {
  const items = objects(output)
    .filter(({ type }) => type === "reasoning")
    .map(reasoningItem);
  const thought = readable(items);
  return {
    content: "",
    role: "assistant",
    ...(thought !== "" && { reasoning_content: thought }),
    ...(items.length > 0 && { reasoning_items: items.map(printedItem) }),
  };
}
