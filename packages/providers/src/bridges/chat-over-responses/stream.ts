import {
  type BackStage,
  type ChunkOptions,
  type ChunkRefusal,
  chunkNormaliser,
  type RepeatedPart,
  type Sink,
} from "@lintel/core";
import type { Json, JsonObject } from "@lintel/core/json";
import { type FaultContext, loopFault, streamFault } from "../../faults/index.ts";
import { textPlaces } from "./citation.ts";
import { toChunk } from "./stream-chunk.ts";

interface Streaming {
  readonly options: ChunkOptions;
  readonly context: FaultContext;
  /** Whether chunks are LiteLLM's, without refusals and citations. */
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

/** Events that say more of what the last one said, by the part of a chunk it goes into, and what tells that it is the same thing. */
const SAYS: Readonly<Record<string, { readonly part: RepeatedPart; readonly place: string | undefined }>> = {
  "response.output_text.delta": { part: "content", place: undefined },
  "response.reasoning_summary_text.delta": { part: "reasoning", place: "summary_index" },
  "response.function_call_arguments.delta": { part: "arguments", place: "output_index" },
  "response.custom_tool_call_input.delta": { part: "arguments", place: "output_index" },
};

interface Before {
  readonly last: JsonObject | undefined;
  /** What the last chunk said, where the next may be the same but for it. */
  readonly part: RepeatedPart | undefined;
}

/** What an event says more of the same, undefined where its chunk differs from the last in more than a text. */
function moreOf(event: JsonObject, { last, part }: Before): string | undefined {
  const { type, delta } = event;
  if (last === undefined || part === undefined || type !== last.type || typeof type !== "string") return undefined;
  const says = Object.hasOwn(SAYS, type) ? SAYS[type] : undefined;
  if (says?.part !== part || typeof delta !== "string" || delta === "") return undefined;
  const { place } = says;
  return place === undefined || event[place] === last[place] ? delta : undefined;
}

/** A stage that takes the Responses API's events and gives LiteLLM's chat chunks. */
export function chunkStage(sink: Sink, { options, context, idOf, isBare, ownId }: Streaming): BackStage {
  const chunks = chunkNormaliser(options, sink);
  const places = textPlaces();
  const reading = { slot: slots(), idOf, isBare, cited: [], lose: sink.loss, placeOf: places.of };
  let id: Json = null;
  let last: JsonObject | undefined;
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
      if (event.type === "response.output_text.delta") places.take(event);
      const text = moreOf(event, { last, part: chunks.repeatable() });
      last = event;
      if (text !== undefined) return check(chunks.again([text]));
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
