import { isArray, isObject, type Json, type JsonObject, parse } from "../json/index.ts";

/** The member of a block that a delta adds its text to. */
const SAID: Readonly<Record<string, readonly [from: string, to: string]>> = {
  text_delta: ["text", "text"],
  thinking_delta: ["thinking", "thinking"],
  signature_delta: ["signature", "signature"],
  input_json_delta: ["partial_json", "input"],
};

interface Block {
  readonly start: JsonObject;
  readonly said: Readonly<Record<string, string>>;
  readonly citations: readonly Json[];
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function withDelta(block: Block, delta: JsonObject): Block {
  if (delta.type === "citations_delta") return { ...block, citations: [...block.citations, delta.citation ?? null] };
  const type = textOf(delta.type);
  const [from, to] = (Object.hasOwn(SAID, type) ? SAID[type] : undefined) ?? [];
  if (from === undefined || to === undefined) return block;
  return { ...block, said: { ...block.said, [to]: (block.said[to] ?? "") + textOf(delta[from]) } };
}

/** A call's arguments; what is no JSON stays a text. */
function inputOf(text: string): Json {
  const parsed = parse(text);
  return parsed.ok ? parsed.value : text;
}

function whole({ start, said, citations }: Block): JsonObject {
  const { input = "", ...texts } = said;
  const told = Object.entries(texts).map(([name, text]) => [name, textOf(start[name]) + text] as const);
  const known = isArray(start.citations) ? start.citations : [];
  return {
    ...start,
    ...Object.fromEntries(told),
    ...(input.trim() !== "" && { input: inputOf(input) }),
    ...(citations.length > 0 && { citations: [...known, ...citations] }),
  };
}

function ended(message: JsonObject, { delta = null, usage: told = null, ...more }: JsonObject): JsonObject {
  const usage = { ...(isObject(message.usage) && message.usage), ...(isObject(told) && told) };
  return { ...message, ...(isObject(delta) && delta), ...more, usage };
}

/** The message that the events of a [stream](https://docs.anthropic.com/en/docs/build-with-claude/streaming) amount to; null without a start. */
export function foldEvents(events: readonly JsonObject[]): JsonObject | null {
  const blocks = new Map<Json, Block>();
  let message: JsonObject | null = null;
  for (const { type, index = null, ...event } of events) {
    const known = blocks.get(index);
    if (type === "message_start" && isObject(event.message)) message = event.message;
    if (type === "content_block_start" && isObject(event.content_block))
      blocks.set(index, { start: event.content_block, said: {}, citations: [] });
    if (type === "content_block_delta" && known !== undefined && isObject(event.delta))
      blocks.set(index, withDelta(known, event.delta));
    if (type === "message_delta" && message !== null) message = ended(message, event);
  }
  return message === null ? null : { ...message, content: [...blocks.values()].map(whole) };
}
