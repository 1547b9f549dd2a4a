import { escapeToken } from "../json/index.ts";
import type { Sink } from "../transducer.ts";
import type { Member } from "./chunk-members.ts";
import { type Chunk, isPlain } from "./chunk-print.ts";

const PRINTED_BY_HAND = "LiteLLM's gateway prints plain text chunks without it";
const NO_CHOICES = "LiteLLM sends nothing else with a chunk that has no choices";

/** Tells, once each, what LiteLLM's chunks leave out of the provider's. */
export interface ChunkLosses {
  /** Of a chunk about to be printed. */
  ofPrinting(chunk: Chunk): void;
  /** Of a provider's chunk that has no choices. */
  ofNoChoices(members: readonly Member[]): void;
}

/** Nothing told yet. */
export function chunkLosses(sink: Pick<Sink, "loss">): ChunkLosses {
  const told = new Set<string>();

  function tell(
    members: readonly Member[],
    { under, reason }: { readonly under: string; readonly reason: string },
  ): void {
    for (const [key] of members) {
      const pointer = `${under}/${escapeToken(key)}`;
      if (told.has(pointer)) continue;
      told.add(pointer);
      sink.loss({ pointer, action: "dropped", reason });
    }
  }

  return {
    ofPrinting(chunk) {
      const [choice] = chunk.choices;
      if (choice === undefined || !isPlain(chunk)) return;
      const reason = PRINTED_BY_HAND;
      const { extras, items } = choice.delta;
      tell(chunk.extras, { under: "", reason });
      tell(choice.extras, { under: "/choices/0", reason });
      tell(extras, { under: "/choices/0/delta", reason });
      if (items !== null) tell([["reasoning_items", items]], { under: "/choices/0/delta", reason });
    },
    ofNoChoices: (members) => tell(members, { under: "", reason: NO_CHOICES }),
  };
}
