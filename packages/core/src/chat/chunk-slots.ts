import type { Json } from "../json/index.ts";

/** How far one choice of a stream has come. */
export interface Slot {
  readonly index: Json;
  /** Whether its role was sent. */
  begun: boolean;
  /** The finish reason the provider gave, held back until its chunk. */
  finish: Json;
  /** Whether the chunk with its finish reason was sent. */
  ended: boolean;
}

/** The choices of a stream: one for all, as in LiteLLM, or one for each index. */
export interface Slots {
  of(index: Json): Slot;
  all(): readonly Slot[];
}

/** No choice has begun; the first is there in any case. */
export function slots({ everyChoice }: { readonly everyChoice: boolean }): Slots {
  const first = slot(0);
  const rest = new Map<Json, Slot>();
  return {
    of(index) {
      if (!everyChoice || index === 0 || index === null) return first;
      const known = rest.get(index) ?? slot(index);
      rest.set(index, known);
      return known;
    },
    all: () =>
      rest.size > 0 && !first.begun && first.finish === null ? [...rest.values()] : [first, ...rest.values()],
  };
}

function slot(index: Json): Slot {
  return { index, begun: false, finish: null, ended: false };
}
