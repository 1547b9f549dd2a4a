import type { WayBack } from "@lintel/core";
import { messageOfChat } from "./answer.ts";
import { openEvents } from "./events.ts";
import type { Passage } from "./passage.ts";

/** How a chat call's answer comes back as Anthropic's. */
export function wayBack(given: Omit<Passage, "unsigned">): WayBack {
  const passage: Passage = { ...given, unsigned: given.settings.lintel_null_signatures === true ? null : "" };
  return { value: (value) => messageOfChat(value, passage), open: (sink) => openEvents(sink, passage) };
}
