import type { Loss } from "../loss.ts";

/** What the readers of a provider's delta meet. */
export interface ChunkNotes {
  /** A part that LiteLLM's models do not take. */
  malformed(loss: Loss): void;
  loss(loss: Loss): void;
}
