import type { Sink } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";

/** Where events go: each has the next number, and each item the next place in the output. */
export interface EventWriter {
  tell(event: JsonObject): void;
  place(): number;
}

export function eventWriter(sink: Pick<Sink, "chunk">): EventWriter {
  let number = 0;
  let places = 0;
  return {
    tell(event) {
      number += 1;
      sink.chunk({ ...event, sequence_number: number });
    },
    place() {
      places += 1;
      return places - 1;
    },
  };
}
