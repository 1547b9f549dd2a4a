import type { Likeness } from "@lintel/core";
import { isObject, type JsonObject } from "@lintel/core/json";
import type { TextPart } from "./frame-templates.ts";

/** Where deltas of Anthropic's messages say a text. */
export interface EventPart extends TextPart, Likeness {}

function part(name: "text" | "thinking" | "partial_json"): EventPart {
  return {
    names: [name],
    at: ["delta", name],
    of: ({ delta }) => (isObject(delta) ? delta[name] : undefined),
  };
}

export const TEXT = part("text");
const PARTS = [TEXT, part("thinking"), part("partial_json")] as const;

/** What a delta says, if it is a text. */
export function eventPart(event: JsonObject): EventPart | undefined {
  return event.type === "content_block_delta" ? PARTS.find(({ of }) => of(event) !== undefined) : undefined;
}
