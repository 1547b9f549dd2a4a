import type { WayBack } from "@lintel/core";
import { wholeAnswer } from "./answer.ts";
import { openBareEvents } from "./bare-events.ts";
import { openEvents } from "./events.ts";
import type { Passage } from "./passage.ts";

/** How a chat call's answer comes back as a response. */
export function wayBack(passage: Passage): WayBack {
  return {
    value: (value) => wholeAnswer(value, passage),
    open: (sink) => (passage.isBare ? openBareEvents(sink, passage) : openEvents(sink, passage)),
  };
}
