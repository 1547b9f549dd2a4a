import { type BackStage, type ChunkOptions, type ChunkRefusal, chunkNormaliser, type Sink } from "@lintel/core";
import type { Json, JsonObject } from "@lintel/core/json";
import { type FaultContext, loopFault, streamFault } from "../../faults/index.ts";
import { toChunk } from "./stream-chunk.ts";

interface Streaming {
  readonly options: ChunkOptions;
  readonly context: FaultContext;
  /** Whether chunks are LiteLLM's, without refusals. */
  readonly isBare: boolean;
  idOf(id: Json): Json;
  /** The id of a stream that tells none. */
  readonly ownId: string;
}

function slots(): (item: Json) => number {
  const known = new Map<Json, number>();
  return (item) => {
    const found = known.get(item) ?? known.size;
    known.set(item, found);
    return found;
  };
}

/** A stage that takes the Responses API's events and gives LiteLLM's chat chunks. */
export function chunkStage(sink: Sink, { options, context, idOf, isBare, ownId }: Streaming): BackStage {
  const chunks = chunkNormaliser(options, sink);
  const reading = { slot: slots(), idOf, isBare, lose: sink.loss };
  let id: Json = null;
  let isOver = false;

  function over(end: () => void): void {
    if (isOver) return;
    isOver = true;
    end();
  }

  function check(refusal: ChunkRefusal | undefined): void {
    if (refusal === undefined) return;
    const { refused, text } = refusal;
    over(() => chunks.fail(refused === "loop" ? loopFault(text, context) : streamFault({ text }, context)));
  }

  return {
    chunk(event: JsonObject) {
      if (isOver) return;
      const read = toChunk(event, reading);
      if ("text" in read) return over(() => chunks.fail(streamFault({ text: read.text }, context)));
      id ??= read.chunk.id ?? ownId;
      check(chunks.push({ ...read.chunk, id }));
    },
    // The chunks tell their own usage, in chat's dialect.
    usage: () => undefined,
    loss: sink.loss,
    ...(sink.pending && { pending: sink.pending }),
    fault: (fault) => over(() => chunks.fail(fault)),
    end: () => over(chunks.end),
    abort: () => over(chunks.abort),
  };
}
