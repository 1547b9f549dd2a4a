import type { Fault, Likeness, Sink } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { type WholeArguments, wholeArguments } from "./whole-arguments.ts";

export type BlockKind = "redacted_thinking" | "text" | "thinking" | "tool_use";

/** More of a block: a piece of text, or of something like it. */
export type BlockDelta =
  | { readonly type: "text_delta"; readonly text: string }
  | { readonly type: "thinking_delta"; readonly thinking: string }
  | { readonly type: "signature_delta"; readonly signature: string }
  | { readonly type: "input_json_delta"; readonly partial_json: string };

/** A block of the message: the head of its first event, and its deltas while it waits for its turn. */
export interface Block {
  readonly kind: BlockKind;
  readonly start: JsonObject;
  /** What of it is there: a text, a thought, a call's arguments. */
  said: string;
  waiting: BlockDelta[];
  /** Characters that it counts while it waits. */
  held: number;
  isSigned: boolean;
  isClosed: boolean;
  /** Those of a call. */
  readonly args: WholeArguments | undefined;
}

/** The blocks of one message, one after the other. */
export interface Blocks {
  /** A new block behind all others. */
  add(kind: BlockKind, start: JsonObject): Block;
  /** Says more of a block; false if it is over. */
  say(block: Block, delta: BlockDelta): boolean;
  /** Says more of the last block of text: pieces of which none is empty. */
  sayTexts(block: Block, texts: readonly string[]): void;
  /** The block that new text would belong to. */
  last(): Block | undefined;
  /** Closes all blocks, in their order. */
  close(): void;
  readonly count: number;
}

const ALIKE_BUT = {
  text_delta: { at: ["delta", "text"] },
  thinking_delta: { at: ["delta", "thinking"] },
  signature_delta: { at: ["delta", "signature"] },
  input_json_delta: { at: ["delta", "partial_json"] },
} as const satisfies { readonly [T in BlockDelta["type"]]: Likeness };

function textOf(delta: BlockDelta): string {
  switch (delta.type) {
    case "text_delta":
      return delta.text;
    case "thinking_delta":
      return delta.thinking;
    case "signature_delta":
      return delta.signature;
    case "input_json_delta":
      return delta.partial_json;
  }
}

/** A call is whole once its arguments are; anything else may end at any time. */
function isWhole({ args }: Block): boolean {
  return args === undefined || args.isWhole();
}

function made(kind: BlockKind, start: JsonObject): Block {
  const args = kind === "tool_use" ? wholeArguments(() => block.said) : undefined;
  const block: Block = { kind, start, said: "", waiting: [], held: 0, isSigned: false, isClosed: false, args };
  return block;
}

/** Characters that wait at the most for a call whose arguments are not whole, and what a block counts besides. */
const MOST_WAITING = 8 * 1024 * 1024;
const BLOCK = 256;

const OVERFLOW: Fault = {
  origin: "provider",
  kind: "APIError",
  status: 500,
  message: `litellm.APIError: more than ${MOST_WAITING} characters of the answer wait for a tool call whose arguments are not whole`,
};

/**
 * Blocks as Anthropic streams them: one is open at a time. A call stays open until its arguments are whole, and what comes
 * meanwhile waits, so that the deltas of parallel calls find their block however they are interleaved.
 */
export function eventBlocks(sink: Pick<Sink, "chunk" | "again" | "fault">): Blocks {
  /** Without those that are told. */
  const all: (Block | undefined)[] = [];
  /** The open block's place, or the next one's; behind it those that wait. */
  let index = 0;
  let waiting = 0;
  /** What the last event was, if it was a delta of the open block. */
  let told: BlockDelta["type"] | undefined;

  function tell(delta: BlockDelta): void {
    const { type } = delta;
    const text = textOf(delta);
    if (type === told && text !== "" && sink.again !== undefined) sink.again([text], ALIKE_BUT[type]);
    else sink.chunk({ type: "content_block_delta", index, delta });
    told = type;
  }

  function tellEdge(event: JsonObject): void {
    told = undefined;
    sink.chunk(event);
  }

  function open(block: Block | undefined): void {
    if (block === undefined) return;
    tellEdge({ type: "content_block_start", index, content_block: block.start });
    block.waiting.forEach(tell);
    block.waiting = [];
    waiting -= block.held;
    block.held = 0;
  }

  function closeFirst(): void {
    const block = all[index];
    if (block === undefined) return;
    block.isClosed = true;
    tellEdge({ type: "content_block_stop", index });
    all[index] = undefined;
    index += 1;
    open(all[index]);
  }

  function advance(): void {
    for (let first = all[index]; first !== undefined && index < all.length - 1 && isWhole(first); first = all[index])
      closeFirst();
  }

  function wait(block: Block, length: number): void {
    block.held += length;
    waiting += length;
    if (waiting > MOST_WAITING) sink.fault(OVERFLOW);
  }

  function say(block: Block, delta: BlockDelta): boolean {
    if (block.isClosed) return false;
    const text = textOf(delta);
    if (delta.type !== "signature_delta") block.said += text;
    block.args?.push(text);
    if (block !== all[index]) {
      block.waiting.push(delta);
      wait(block, text.length);
    } else {
      tell(delta);
      if (index < all.length - 1) advance();
    }
    return true;
  }

  return {
    add(kind, start) {
      const block = made(kind, start);
      all.push(block);
      if (index === all.length - 1) open(block);
      else {
        wait(block, BLOCK);
        advance();
      }
      return block;
    },
    say,
    sayTexts(block, texts) {
      if (told === "text_delta" && index === all.length - 1 && sink.again !== undefined) {
        block.said += texts.join("");
        sink.again(texts, ALIKE_BUT.text_delta);
      } else for (const text of texts) say(block, { type: "text_delta", text });
    },
    last: () => (index < all.length ? all.at(-1) : undefined),
    close() {
      while (index < all.length) closeFirst();
    },
    get count() {
      return all.length;
    },
  };
}
