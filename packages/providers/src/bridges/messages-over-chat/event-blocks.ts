import type { Sink } from "@lintel/core";
import { type JsonObject, parse } from "@lintel/core/json";

export type BlockKind = "redacted_thinking" | "text" | "thinking" | "tool_use";

/** A block of the message: the head of its first event, and its deltas while it waits for its turn. */
export interface Block {
  readonly kind: BlockKind;
  readonly start: JsonObject;
  /** What of it is there: a text, a thought, a call's arguments. */
  said: string;
  waiting: JsonObject[];
  isSigned: boolean;
  isClosed: boolean;
}

/** The blocks of one message, one after the other. */
export interface Blocks {
  /** A new block behind all others. */
  add(kind: BlockKind, start: JsonObject): Block;
  /** Says more of a block; false if it is over. */
  say(block: Block, text: string, delta: JsonObject): boolean;
  /** The block that new text would belong to. */
  last(): Block | undefined;
  /** Closes all blocks, in their order. */
  close(): void;
  readonly count: number;
}

/** A call is whole once its arguments are; anything else may end at any time. */
function isWhole({ kind, said }: Block): boolean {
  return kind !== "tool_use" || (said.trimEnd().endsWith("}") && parse(said).ok);
}

/**
 * Blocks as Anthropic streams them: one is open at a time. A call stays open until its arguments are whole, and what comes
 * meanwhile waits, so that the deltas of parallel calls find their block however they are interleaved.
 */
export function eventBlocks(sink: Pick<Sink, "chunk">): Blocks {
  /** The open block first, behind it those that wait. */
  let line: Block[] = [];
  let index = 0;
  let count = 0;

  function tell(delta: JsonObject): void {
    sink.chunk({ type: "content_block_delta", index, delta });
  }

  function open(block: Block | undefined): void {
    if (block === undefined) return;
    sink.chunk({ type: "content_block_start", index, content_block: block.start });
    block.waiting.forEach(tell);
    block.waiting = [];
  }

  function closeFirst(): void {
    const block = line.shift();
    if (block === undefined) return;
    block.isClosed = true;
    sink.chunk({ type: "content_block_stop", index });
    index += 1;
    open(line[0]);
  }

  function advance(): void {
    for (let first = line[0]; first !== undefined && line.length > 1 && isWhole(first); first = line[0]) closeFirst();
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
    say(block, text, delta) {
      if (block.isClosed) return false;
      block.said += text;
      if (block !== line[0]) block.waiting.push(delta);
      else {
        tell(delta);
        if (line.length > 1) advance();
      }
      return true;
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
