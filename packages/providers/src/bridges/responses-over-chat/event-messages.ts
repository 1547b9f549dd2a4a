import type { Json, JsonObject } from "@lintel/core/json";
import { refusalText } from "../messages-over-chat/refusal-text.ts";
import { annotationsOf } from "./annotations.ts";
import * as told from "./event-shapes.ts";
import type { EventWriter } from "./event-writer.ts";
import type { Passage } from "./passage.ts";
import { streamId } from "./stream-answer.ts";

/** A part of a message: what it says and cites, or what it refuses. */
interface Part {
  readonly kind: "output_text" | "refusal";
  readonly at: number;
  readonly cited: JsonObject[];
  text: string;
}

interface Message {
  readonly index: number;
  readonly id: string;
  readonly parts: Part[];
}

/** What is said in a stream: a message for each choice. */
export interface Messages {
  take(delta: JsonObject, choice: number): void;
  /** Opens a message that no delta opened: one that says nothing. */
  settle(choice: number): void;
  /** Tells that a message is over; its item, with its place. */
  close(choice: number, status: string): readonly [index: number, item: JsonObject];
  /** The choices that have a message, by its place. */
  open(): readonly (readonly [index: number, choice: number])[];
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function partOf({ kind, text: said, cited }: Part): JsonObject {
  return kind === "refusal" ? { type: kind, refusal: said } : { type: kind, text: said, annotations: [...cited] };
}

const DELTAS = {
  output_text: { type: "response.output_text.delta", logprobs: [] },
  refusal: { type: "response.refusal.delta" },
} as const;

function partDone(message: Message, part: Part): readonly JsonObject[] {
  const place = { item_id: message.id, output_index: message.index, content_index: part.at };
  const done =
    part.kind === "refusal"
      ? { type: "response.refusal.done", ...place, refusal: part.text }
      : { type: "response.output_text.done", ...place, text: part.text, logprobs: [] };
  return [done, { type: "response.content_part.done", ...place, part: partOf(part) }];
}

export function eventMessages({ tell, place }: EventWriter, passage: Passage): Messages {
  const messages = new Map<number, Message>();

  function opened(choice: number): Message {
    const known = messages.get(choice);
    if (known !== undefined) return known;
    const message: Message = { index: place(), id: `msg_${streamId(passage, 70 + messages.size)}`, parts: [] };
    messages.set(choice, message);
    tell(told.messageAdded(message.index, message.id));
    return message;
  }

  function begun(message: Message, kind: Part["kind"]): Part {
    const known = message.parts.find((it) => it.kind === kind);
    if (known !== undefined) return known;
    const part: Part = { kind, at: message.parts.length, cited: [], text: "" };
    message.parts.push(part);
    tell({ ...told.partAdded(message), content_index: part.at, part: partOf(part) });
    return part;
  }

  function say(choice: number, kind: Part["kind"], delta: string): void {
    if (delta === "") return;
    const message = opened(choice);
    const part = begun(message, kind);
    part.text += delta;
    tell({ ...told.textDelta({ ...message, delta }), ...DELTAS[kind], content_index: part.at });
  }

  function cite(choice: number, annotation: JsonObject): void {
    const message = opened(choice);
    const part = begun(message, "output_text");
    const at = part.cited.length;
    part.cited.push(annotation);
    tell({ ...told.annotationAdded({ ...message, at, annotation }), content_index: part.at });
  }

  return {
    take(delta, choice) {
      say(choice, "output_text", text(delta.content));
      say(choice, "refusal", refusalText(delta));
      for (const annotation of annotationsOf(delta.annotations)) cite(choice, annotation);
    },
    settle(choice) {
      if (!messages.has(choice)) begun(opened(choice), "output_text");
    },
    close(choice, status) {
      const message = opened(choice);
      const { index, id, parts } = message;
      for (const event of parts.flatMap((part) => partDone(message, part))) tell(event);
      const content = parts.map(partOf);
      tell(told.itemDone(index, 0, { id, status: "completed", type: "message", role: "assistant", content }));
      return [index, { type: "message", id, status, role: "assistant", content }];
    },
    open: () => [...messages].map(([choice, { index }]) => [index, choice]),
  };
}
