import type { Json, JsonObject } from "@lintel/core/json";

/** An item by its place in the output and its id. */
export interface Place {
  readonly index: number;
  readonly id: string;
}

type Numbered = Place & { readonly number: number };
type Said = Place & { readonly text: string };

export function messageAdded(index: number, id: string): JsonObject {
  const item = { id, type: "message", role: "assistant", status: "in_progress", content: [] };
  return { type: "response.output_item.added", output_index: index, item };
}

export function reasoningAdded(index: number, id: string): JsonObject {
  const item = { id, type: "reasoning", status: "in_progress" };
  return { type: "response.output_item.added", output_index: index, item };
}

export function itemAdded(index: number, item: JsonObject): JsonObject {
  return { type: "response.output_item.added", output_index: index, item };
}

export function partAdded({ index, id }: Place): JsonObject {
  const part = { type: "output_text", text: "", annotations: [] };
  return { type: "response.content_part.added", item_id: id, output_index: index, content_index: 0, part };
}

export function textDelta({ index, id, delta }: Place & { readonly delta: string }): JsonObject {
  return { type: "response.output_text.delta", item_id: id, output_index: index, content_index: 0, delta };
}

export function textDone({ index, id, text }: Said): JsonObject {
  return { type: "response.output_text.done", item_id: id, output_index: index, content_index: 0, text };
}

export function partDone({ index, id, text, annotations }: Said & { readonly annotations: Json }): JsonObject {
  const part = { type: "output_text", text, annotations };
  return { type: "response.content_part.done", item_id: id, output_index: index, content_index: 0, part };
}

export function messageDone({ index, id, text, annotations }: Said & { readonly annotations: Json }): JsonObject {
  const content = [{ type: "output_text", text, annotations }];
  const item = { id, status: "completed", type: "message", role: "assistant", content };
  return { type: "response.output_item.done", output_index: index, sequence_number: 1, item };
}

interface Cited extends Place {
  readonly at: number;
  readonly annotation: JsonObject;
}

export function annotationAdded({ index, id, at, annotation }: Cited): JsonObject {
  const place = { item_id: id, output_index: index, content_index: 0, annotation_index: at };
  return { type: "response.output_text.annotation.added", ...place, annotation };
}

export function summaryDelta({ index, id, delta }: Place & { readonly delta: string }): JsonObject {
  return { type: "response.reasoning_summary_text.delta", item_id: id, output_index: index, delta };
}

function summaryPlace({ index, id, number }: Numbered): JsonObject {
  return { item_id: id, output_index: index, sequence_number: number, summary_index: 0 };
}

export function summaryTextDone(said: Numbered & Said): JsonObject {
  return { type: "response.reasoning_summary_text.done", ...summaryPlace(said), text: said.text };
}

export function summaryPartDone(said: Numbered & Said): JsonObject {
  const part = { type: "summary_text", text: said.text };
  return { type: "response.reasoning_summary_part.done", ...summaryPlace(said), part };
}

export function reasoningDone({ index, id, number, text }: Numbered & Said): JsonObject {
  const item = { id, type: "reasoning", summary: [{ type: "summary_text", text }] };
  return { type: "response.output_item.done", output_index: index, sequence_number: number, item };
}

export function argumentsDelta({ index, id, delta }: Place & { readonly delta: string }): JsonObject {
  return { type: "response.function_call_arguments.delta", item_id: id, output_index: index, delta };
}

export function argumentsDone({ index, id, text }: Said): JsonObject {
  return { type: "response.function_call_arguments.done", item_id: id, output_index: index, arguments: text };
}

export function itemDone(index: number, number: number, item: JsonObject): JsonObject {
  return { type: "response.output_item.done", output_index: index, sequence_number: number, item };
}
