import type { Likeness, Sink } from "@lintel/core";
import { type JsonObject, parse } from "@lintel/core/json";

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
  isSigned: boolean;
  isClosed: boolean;
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
function isWhole({ kind, said }: Block): boolean {
  return kind !== "tool_use" || (said.trimEnd().endsWith("}") && parse(said).ok);
}

/**
 * Blocks as Anthropic streams them: one is open at a time. A call stays open until its arguments are whole, and what comes
 * meanwhile waits, so that the deltas of parallel calls find their block however they are interleaved.
 */
export function eventBlocks(sink: Pick<Sink, "chunk" | "again">): Blocks {
  /** The open block first, behind it those that wait. */
  let line: Block[] = [];
  let index = 0;
  let count = 0;
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
  }

  function closeFirst(): void {
    const block = line.shift();
    if (block === undefined) return;
    block.isClosed = true;
    tellEdge({ type: "content_block_stop", index });
    index += 1;
    open(line[0]);
  }

  function advance(): void {
    for (let first = line[0]; first !== undefined && line.length > 1 && isWhole(first); first = line[0]) closeFirst();
  }

  function say(block: Block, delta: BlockDelta): boolean {
    if (block.isClosed) return false;
    if (delta.type !== "signature_delta") block.said += textOf(delta);
    if (block !== line[0]) block.waiting.push(delta);
    else {
      tell(delta);
      if (line.length > 1) advance();
    }
    return true;
  }

  return {
    add(kind, start) {
      const block: Block = { kind, start, said: "", waiting: [], isSigned: false, isClosed: false };
      line.push(block);
      count += 1;
      if (line.length === 1) open(block);
      else advance();
      return block;
    },
    say,
    sayTexts(block, texts) {
      if (told === "text_delta" && line.length === 1 && sink.again !== undefined) {
        block.said += texts.join("");
        sink.again(texts, ALIKE_BUT.text_delta);
      } else for (const text of texts) say(block, { type: "text_delta", text });
    },
    last: () => line.at(-1),
    close() {
      while (line.length > 0) closeFirst();
      line = [];
    },
    get count() {
      return count;
    },
  };
}
