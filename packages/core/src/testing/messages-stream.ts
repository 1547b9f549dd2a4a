import { isObject, type Json, type JsonObject, parse } from "../json/index.ts";

/** Which deltas a block may have. */
const DELTAS: Readonly<Record<string, readonly string[]>> = {
  redacted_thinking: [],
  text: ["text_delta", "citations_delta"],
  thinking: ["thinking_delta", "signature_delta"],
  tool_use: ["input_json_delta"],
};

/** The member of a delta that it adds to its block. */
const SAID: Readonly<Record<string, string>> = {
  input_json_delta: "partial_json",
  signature_delta: "signature",
  text_delta: "text",
  thinking_delta: "thinking",
};

interface Block {
  readonly index: Json;
  readonly start: JsonObject;
  readonly texts: Readonly<Record<string, string>>;
  readonly isClosed: boolean;
}

interface Reading {
  readonly message: JsonObject | undefined;
  readonly blocks: readonly Block[];
  readonly ending: JsonObject | undefined;
  readonly isOver: boolean;
  readonly fault: string | undefined;
}

const NOTHING: Reading = { message: undefined, blocks: [], ending: undefined, isOver: false, fault: undefined };

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function startFault(
  { message, blocks, ending }: Reading,
  { index, content_block: block }: JsonObject,
): string | undefined {
  if (message === undefined) return "a block before the message";
  if (ending !== undefined) return "a block after the message's end";
  if (blocks.some(({ isClosed }) => !isClosed)) return "a block while another is open";
  if (index !== blocks.length) return `block ${blocks.length} has the index ${String(index)}`;
  if (!isObject(block)) return "a block that is none";
  const isFilled = textOf(block.text) + textOf(block.thinking) + textOf(block.signature) !== "";
  if (isFilled) return "a block that is opened with what its deltas are to tell";
  if (block.type === "tool_use" && (textOf(block.id) === "" || !isObject(block.input))) return "a call without an id";
  return undefined;
}

function deltaFault({ blocks }: Reading, { index, delta }: JsonObject): string | undefined {
  const block = blocks.at(-1);
  if (block === undefined || block.isClosed || block.index !== index) return "a delta of no open block";
  const type = isObject(delta) ? textOf(delta.type) : "";
  const allowed = DELTAS[textOf(block.start.type)];
  if (allowed !== undefined && !allowed.includes(type)) return `${type} in a block of ${textOf(block.start.type)}`;
  return block.texts.signature_delta !== undefined && type === "thinking_delta"
    ? "a thought after its signature"
    : undefined;
}

function withDelta(blocks: readonly Block[], { delta }: JsonObject): readonly Block[] {
  const last = blocks.at(-1);
  if (last === undefined || !isObject(delta)) return blocks;
  const type = textOf(delta.type);
  const texts = { ...last.texts, [type]: (last.texts[type] ?? "") + textOf(delta[SAID[type] ?? ""]) };
  return [...blocks.slice(0, -1), { ...last, texts }];
}

function stopFault({ blocks }: Reading, { index }: JsonObject): string | undefined {
  const block = blocks.at(-1);
  return block === undefined || block.isClosed || block.index !== index ? "the end of no open block" : undefined;
}

function endFault({ message, blocks, ending }: Reading, { delta, usage }: JsonObject): string | undefined {
  if (message === undefined || ending !== undefined) return "an end out of its place";
  if (blocks.some(({ isClosed }) => !isClosed)) return "an end while a block is open";
  const isTold = isObject(delta) && typeof delta.stop_reason === "string";
  return isTold && isObject(usage) ? undefined : "an end without a reason or a usage";
}

type Step = (reading: Reading, event: JsonObject) => Partial<Reading>;

const STEPS: Readonly<Record<string, Step>> = {
  message_start: ({ message: before }, { message }) =>
    before === undefined && isObject(message) ? { message } : { fault: "a second start" },
  content_block_start: (reading, event) => {
    const { index = null, content_block: start } = event;
    const block: Block = { index, start: isObject(start) ? start : {}, texts: {}, isClosed: false };
    return { blocks: [...reading.blocks, block], fault: startFault(reading, event) };
  },
  content_block_delta: (reading, event) => ({
    blocks: withDelta(reading.blocks, event),
    fault: deltaFault(reading, event),
  }),
  content_block_stop: (reading, event) => ({
    blocks: reading.blocks.map((block, at) =>
      at === reading.blocks.length - 1 ? { ...block, isClosed: true } : block,
    ),
    fault: stopFault(reading, event),
  }),
  message_delta: (reading, event) => ({ ending: event, fault: endFault(reading, event) }),
  message_stop: ({ ending }) => ({ isOver: true, ...(ending === undefined && { fault: "a stop before the end" }) }),
  ping: () => ({}),
  error: () => ({ isOver: true }),
};

function after(reading: Reading, event: JsonObject): Partial<Reading> {
  if (reading.fault !== undefined) return {};
  if (reading.isOver) return { fault: `${textOf(event.type)} after the last event` };
  return STEPS[textOf(event.type)]?.(reading, event) ?? { fault: "an unknown event" };
}

function read(events: readonly JsonObject[]): Reading {
  let reading = NOTHING;
  for (const event of events) reading = { ...reading, ...after(reading, event) };
  return reading;
}

/** What is illegal in a stream of Anthropic's events; undefined if nothing is. A stream that ends in a fault may end anywhere. */
export function messagesStreamFault(events: readonly JsonObject[], isWhole = true): string | undefined {
  const { message, fault, isOver } = read(events);
  if (fault !== undefined) return fault;
  if (isWhole && message === undefined) return "no start";
  return isWhole && !isOver ? "no stop" : undefined;
}

function inputOf(text: string): Json {
  const parsed = parse(text.trim() === "" ? "{}" : text);
  return parsed.ok ? parsed.value : text;
}

function foldedBlock({ start, texts }: Block): JsonObject {
  switch (start.type) {
    case "text":
      return { type: "text", text: texts.text_delta ?? "" };
    case "thinking":
      return { type: "thinking", thinking: texts.thinking_delta ?? "", signature: texts.signature_delta ?? "" };
    case "tool_use":
      return { ...start, input: inputOf(texts.input_json_delta ?? "") };
    default:
      return start;
  }
}

/** The message a stream of Anthropic's events amounts to, its id and model aside. */
export function foldMessages(events: readonly JsonObject[]): JsonObject {
  const { blocks, ending } = read(events);
  const delta = isObject(ending?.delta) ? ending.delta : {};
  return { content: blocks.map(foldedBlock), stop_reason: delta.stop_reason ?? null, usage: ending?.usage ?? null };
}

/** The same of a whole message. */
export function summariseMessage({ content = [], stop_reason: reason = null, usage = null }: JsonObject): JsonObject {
  return { content, stop_reason: reason, usage };
}
