import { uuid } from "../ids.ts";
import { entries, isArray, isObject, type Json, type JsonObject, numeric, object } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";
import { pythonStr } from "../python-text.ts";
import type { Answer, Answering, OwedUsage } from "./front.ts";
import { mockFault, mockStreamFault, mockTimeout, tooManyChoices } from "./mock-fault.ts";
import type { Blamed } from "./refuse.ts";

const USAGE: JsonObject = { completion_tokens: 20, prompt_tokens: 10, total_tokens: 30 };
/** OpenAI's own limit; LiteLLM builds any number. */
const MOST_CHOICES = 128;
const DEFAULT_TEXT = "This is a mock request";

interface Stamp {
  readonly id: string;
  readonly now: number;
}

interface Mock {
  readonly given: JsonObject;
  readonly target: Blamed;
  /** The model as the caller wrote it. */
  readonly requestedModel: string;
  /** Seconds. */
  readonly timeout: number;
}

function idOf({ id }: Stamp): string {
  return `chatcmpl-${uuid(id, 0)}`;
}

function toolCall(call: Json): Json {
  if (!isObject(call) || !isObject(call.function)) return call;
  const { name, arguments: text = "" } = call.function;
  const named: JsonObject = { arguments: text, ...(name !== undefined && { name }) };
  return { function: named, ...(call.id !== undefined && { id: call.id }), type: call.type ?? "function" };
}

function choice(content: Json, index: number, calls: Json | undefined): JsonObject {
  const tool_calls = isArray(calls) && index === 0 ? { tool_calls: calls.map(toolCall) } : {};
  return { finish_reason: "stop", index, message: { content, role: "assistant", ...tool_calls } };
}

/** A whole answer given as an object: LiteLLM's `ModelResponse(**mock_response)`. */
function wholeAnswer(reply: JsonObject, stamp: Stamp): JsonObject {
  const { id, created, model, object: kind, choices, usage, ...rest } = reply;
  const given = isArray(choices) ? choices.filter(isObject) : [{}];
  const full = given.map(({ finish_reason = "stop", index, message, ...more }, at): JsonObject => {
    const { content = null, role = "assistant", ...others } = isObject(message) ? message : {};
    const said: JsonObject = content === null ? { role, content } : { content, role };
    return { finish_reason, index: index ?? at, message: { ...said, ...others }, ...more };
  });
  return {
    id: id ?? idOf(stamp),
    created: created ?? stamp.now,
    ...(truthy(model) && { model }),
    object: kind ?? "chat.completion",
    choices: full,
    ...(isObject(usage) && {
      usage: object([...Object.keys(USAGE).map((key) => [key, usage[key] ?? 0] as const), ...entries(usage)]),
    }),
    ...rest,
  };
}

/** The model's name in the chunks that say nothing more. */
function lastModel({ provider, model, providers }: Blamed): string {
  return provider === providers.fallback ? model : `${provider}/${model}`;
}

function* chunksOf(text: string, { given: { n }, target }: Mock, stamp: Stamp): Generator<JsonObject> {
  const { model } = target;
  const count = numeric(n ?? undefined);
  const id = idOf(stamp);
  const plain = { id, object: "chat.completion.chunk", created: stamp.now, model };
  const several = { id, created: stamp.now, model, object: "chat.completion.chunk" };
  const delta = (content: string, at: number): JsonObject => {
    if (count === undefined || count === 1)
      return { ...plain, choices: [{ index: 0, delta: at === 0 ? { role: "assistant", content } : { content } }] };
    const choices = Array.from({ length: count }, (_, index): JsonObject => {
      const isNamed = at === 0 || index > 0;
      return { index, delta: isNamed ? { content, role: "assistant" } : { content } };
    });
    return { ...several, choices };
  };
  for (const { 0: content, index } of text.matchAll(/[\s\S]{1,3}/gu)) yield delta(content, index);
  yield { ...plain, model: lastModel(target), choices: [{ index: 0, delta: {}, finish_reason: "stop" }] };
}

/** The usage at the end of a stream, where it is asked for. */
function owedBy({ given, target }: Mock, stamp: Stamp): { readonly owed?: OwedUsage } {
  const { stream_options: asked, mock_response: reply = DEFAULT_TEXT } = given;
  if (!isObject(asked) || asked.include_usage !== true) return {};
  const head = { id: idOf(stamp), created: stamp.now, model: lastModel(target), object: "chat.completion.chunk" };
  return { owed: { head, model: target.model, text: pythonStr(reply) } };
}

function act(mock: Mock, stamp: Stamp): Answer {
  const { given, target, requestedModel } = mock;
  const { provider, model, providers } = target;
  if (given.mock_timeout === true) return { answer: "fault", fault: mockTimeout(requestedModel, providers.fallback) };
  if ((numeric(given.n ?? undefined) ?? 1) > MOST_CHOICES)
    return { answer: "fault", fault: tooManyChoices(MOST_CHOICES, { provider, model }) };
  const reply = given.mock_response ?? DEFAULT_TEXT;
  const isStream = given.stream === true;
  if (isObject(reply)) return { answer: "value", value: wholeAnswer(reply, stamp) };
  const label = providers.find(provider)?.label ?? provider;
  const fault = typeof reply === "string" ? mockFault(reply, { provider, model, label }) : undefined;
  if (fault !== undefined) return { answer: "fault", fault };
  const broken = mockStreamFault(pythonStr(reply), { provider, model, label }, isStream);
  if (isStream)
    return broken === undefined
      ? { answer: "chunks", chunks: chunksOf(pythonStr(reply), mock, stamp), ...owedBy(mock, stamp) }
      : { answer: "chunks", chunks: [], fault: broken };
  if (broken !== undefined) return { answer: "fault", fault: broken };
  const length = numeric(given.n ?? undefined) ?? 1;
  const choices = Array.from({ length }, (_, index) => choice(reply, index, given.mock_tool_calls));
  const head = { id: idOf(stamp), created: stamp.now, model, object: "chat.completion" };
  return { answer: "value", value: { ...head, choices, usage: USAGE } };
}

/** LiteLLM's `mock_completion`: the answer to a call that names it itself, or undefined for one that does not. */
export function mockAnswer(mock: Mock): Answering | undefined {
  const { given, timeout, target } = mock;
  const isTimeout = given.mock_timeout === true;
  if (!truthy(given.mock_response) && !truthy(given.mock_tool_calls) && !truthy(given.mock_timeout)) return undefined;
  const seconds = isTimeout ? timeout : (numeric(given.mock_delay) ?? 0);
  return {
    read: "answer",
    afterMs: seconds * 1000,
    losses: [],
    named: { provider: target.provider, model: target.model },
    params: given,
    answer: (stamp) => act(mock, stamp),
  };
}
