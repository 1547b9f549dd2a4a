import type { OutletOptions } from "./chunk-outlet.ts";

/** How a provider's chunks become LiteLLM's. */
export interface ChunkOptions extends OutletOptions {
  /** LiteLLM's `merge_reasoning_content_in_choices`. */
  readonly mergeReasoning: boolean;
  /** Members the provider's SDK knows and therefore lists before the others. */
  readonly leading: readonly string[];
  /** Whether deltas that LiteLLM loses are lost here too: refusals, log probabilities without text, further choices of one chunk. */
  readonly swallow: boolean;
  /** Whether each of several choices gets its role and its finish reason; LiteLLM gives them to the first only. */
  readonly everyChoice: boolean;
}

/** Why a chunk cannot be taken: in the words of LiteLLM's code, or the content that is repeated over and over. */
export interface ChunkRefusal {
  readonly refused: "shape" | "loop";
  readonly text: string;
}
