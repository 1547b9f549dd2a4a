import { isObject, type Json, type JsonObject, parse, print } from "@lintel/core/json";
import type { CannedReply } from "@lintel/core/testing";

interface Call {
  readonly id: Json;
  readonly name: Json;
  readonly text: string;
}

interface Message {
  readonly content: string | null;
  readonly refusal: string | null;
  readonly reasoning: string | null;
  readonly calls: readonly Call[];
  readonly finish: Json;
}

const NOTHING: Message = { content: null, refusal: null, reasoning: null, calls: [], finish: null };

/** The events of a body that ends where it ends: what an SSE client has seen by then. */
function events(body: Uint8Array): readonly string[] {
  const text = new TextDecoder().decode(body).replace(/^\uFEFF/, "");
  return text
    .split(/\r\n\r\n|\n\n|\r\r/)
    .map((block) =>
      block.split(/\r\n|\n|\r/).flatMap((it) => (it.startsWith("data:") ? [it.slice(5).replace(/^ /, "")] : [])),
    )
    .filter((data) => data.length > 0)
    .map((data) => data.join("\n"));
}

function chunksOf(body: Uint8Array): {
  readonly chunks: readonly JsonObject[];
  readonly isDone: boolean;
  readonly isClean: boolean;
} {
  const all = events(body);
  const done = all.findIndex((data) => data.startsWith("[DONE]"));
  const parsed = (done < 0 ? all : all.slice(0, done)).map((data) => parse(data));
  const chunks = parsed.flatMap((it) => (it.ok && isObject(it.value) ? [it.value] : []));
  return {
    chunks,
    isDone: done >= 0,
    isClean: chunks.length === parsed.length && chunks.every((it) => it.error === undefined),
  };
}

function list(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function joinedText(before: string | null, more: Json | undefined): string | null {
  return typeof more === "string" ? (before ?? "") + more : before;
}

function withCall(calls: readonly Call[], delta: JsonObject): readonly Call[] {
  const at = typeof delta.index === "number" ? delta.index : calls.length;
  const called = isObject(delta.function) ? delta.function : {};
  const before = calls[at] ?? { id: null, name: null, text: "" };
  const after = {
    id: delta.id ?? before.id,
    name: called.name ?? before.name,
    text: joinedText(before.text, called.arguments) ?? "",
  };
  return at < calls.length ? calls.with(at, after) : [...calls, after];
}

function withDelta(message: Message, choice: JsonObject): Message {
  const delta = isObject(choice.delta) ? choice.delta : {};
  return {
    content: joinedText(message.content, delta.content),
    refusal: joinedText(message.refusal, delta.refusal),
    reasoning: joinedText(message.reasoning, delta.reasoning_content ?? delta.reasoning),
    calls: list(delta.tool_calls).reduce(withCall, message.calls),
    finish: choice.finish_reason ?? message.finish,
  };
}

function messages(chunks: readonly JsonObject[]): ReadonlyMap<number, Message> {
  const made = new Map<number, Message>();
  for (const choice of chunks.flatMap((chunk) => list(chunk.choices))) {
    const index = typeof choice.index === "number" ? choice.index : 0;
    made.set(index, withDelta(made.get(index) ?? NOTHING, choice));
  }
  return made;
}

/** Whether a body has reached openai-chat's terminal condition: `[DONE]`, or a finish_reason for every choice. */
export function isComplete(body: Uint8Array): boolean | undefined {
  const { chunks, isDone } = chunksOf(body);
  if (chunks.some((it) => it.error !== undefined)) return false;
  const seen = [...messages(chunks).values()];
  return isDone || (seen.length > 0 && seen.every(({ finish }) => typeof finish === "string" && finish !== ""));
}

function choiceOf([index, { content, refusal, reasoning, calls, finish }]: readonly [number, Message]): JsonObject {
  const tools = calls.map(({ id, name, text }) => ({ id, type: "function", function: { name, arguments: text } }));
  const message = {
    role: "assistant",
    content: content === "" && tools.length > 0 ? null : content,
    ...(refusal !== null && { refusal }),
    ...(reasoning !== null && { reasoning_content: reasoning }),
    ...(tools.length > 0 && { tool_calls: tools }),
  };
  return { index, message, finish_reason: finish };
}

/** The whole reply a streamed body amounts to, as api.openai.com would have given it. */
export function accumulate(body: Uint8Array): CannedReply | undefined {
  const { chunks, isClean } = chunksOf(body);
  const [first] = chunks;
  const found = [...messages(chunks)].sort(([a], [b]) => a - b);
  if (first === undefined || !isClean || found.length === 0) return undefined;
  const usage = chunks.findLast((chunk) => isObject(chunk.usage))?.usage;
  const { id = null, created = null, model = null } = first;
  const reply: JsonObject = {
    id,
    object: "chat.completion",
    created,
    model,
    choices: found.map(choiceOf),
    ...(usage !== undefined && { usage }),
  };
  const printed = print(reply, "pythonDumps");
  if (!printed.ok) return undefined;
  return { status: 200, headers: [["content-type", "application/json"]], body: new TextEncoder().encode(printed.text) };
}
