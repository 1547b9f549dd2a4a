import { entries, isObject, type Json, type JsonObject, object, parse, print } from "@lintel/core/json";
import type { CannedReply } from "@lintel/core/testing";

interface Block {
  readonly block: JsonObject;
  /** The text of a tool's input so far. */
  readonly input: string;
}

interface Message {
  readonly message: JsonObject;
  readonly blocks: ReadonlyMap<string, Block>;
  readonly isOver: boolean;
  readonly isClean: boolean;
}

const NOTHING: Message = { message: {}, blocks: new Map(), isOver: false, isClean: true };

/** The lines of data of a body that ends where it ends, one event each, or one in several. */
function events(body: Uint8Array): readonly JsonObject[] {
  const found: JsonObject[] = [];
  let held = "";
  for (const line of new TextDecoder()
    .decode(body)
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)) {
    if (!line.startsWith("data:")) continue;
    held += line.slice(5).replace(/^ /, "");
    const parsed = parse(held);
    if (!parsed.ok) continue;
    held = "";
    if (isObject(parsed.value)) found.push(parsed.value);
  }
  return found;
}

function member(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function withDelta({ block, input }: Block, delta: JsonObject): Block {
  switch (delta.type) {
    case "text_delta":
      return { block: { ...block, text: text(block.text) + text(delta.text) }, input };
    case "input_json_delta":
      return { block, input: input + text(delta.partial_json) };
    case "thinking_delta":
      return { block: { ...block, thinking: text(block.thinking) + text(delta.thinking) }, input };
    case "signature_delta":
      return { block: { ...block, signature: delta.signature ?? null }, input };
    case "compaction_delta":
      return { block: { ...block, content: delta.content ?? null }, input };
    case "citations_delta": {
      const before = Array.isArray(block.citations) ? block.citations : [];
      return { block: { ...block, citations: [...before, delta.citation ?? null] }, input };
    }
    default:
      return { block, input };
  }
}

function withEvent(so: Message, event: JsonObject): Message {
  if (so.isOver) return so;
  const { message, blocks } = so;
  const key = String(event.index);
  switch (event.type) {
    case "message_start":
      return { ...so, message: member(event.message) };
    case "content_block_start":
      // Two messages in one body, as some recordings have them, are no one message.
      if (blocks.has(key)) return { ...so, isClean: false };
      return { ...so, blocks: new Map([...blocks, [key, { block: member(event.content_block), input: "" }]]) };
    case "content_block_delta": {
      const before = blocks.get(key);
      if (before === undefined) return { ...so, isClean: false };
      return { ...so, blocks: new Map([...blocks, [key, withDelta(before, member(event.delta))]]) };
    }
    case "message_delta": {
      const usage = object([...entries(member(message.usage)), ...entries(member(event.usage))]);
      return { ...so, message: { ...message, ...member(event.delta), usage } };
    }
    case "message_stop":
      return { ...so, isOver: true };
    case "error":
      return { ...so, isOver: true, isClean: false };
    default:
      return so;
  }
}

/** Whether a body has reached the wire's terminal condition: `message_stop`. */
export function isComplete(body: Uint8Array): boolean | undefined {
  const kinds = events(body).map(({ type }) => type);
  const stop = kinds.indexOf("message_stop");
  const error = kinds.indexOf("error");
  return stop >= 0 && (error < 0 || stop < error);
}

function whole({ block, input }: Block): JsonObject | undefined {
  const parsed = input === "" ? undefined : parse(input);
  if (parsed === undefined) return block;
  return parsed.ok ? { ...block, input: parsed.value } : undefined;
}

/** The whole message a streamed body amounts to, as Anthropic's own client puts it together. */
export function accumulate(body: Uint8Array): CannedReply | undefined {
  const { message, blocks, isOver, isClean } = events(body).reduce(withEvent, NOTHING);
  const content = [...blocks.values()].flatMap((block) => whole(block) ?? []);
  if (!isOver || !isClean || content.length < blocks.size) return undefined;
  const printed = print({ ...message, content }, "pythonDumps");
  if (!printed.ok) return undefined;
  return { status: 200, headers: [["content-type", "application/json"]], body: new TextEncoder().encode(printed.text) };
}
