import { entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { printedEvent, printedItems, printedSparse } from "../../response/index.ts";

/** Letters of a piece that a whole answer is streamed in (`MockResponsesAPIStreamingIterator`). */
const PIECE = 5;

function pieces(text: string): readonly string[] {
  const letters = Array.from(text);
  const count = Math.ceil(letters.length / PIECE);
  return Array.from({ length: count }, (_, at) => letters.slice(at * PIECE, (at + 1) * PIECE).join(""));
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function objects(value: Json | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

function event(type: string, members: JsonObject): JsonObject {
  return printedEvent(type, { type, ...members });
}

function spoken(part: JsonObject, place: JsonObject): readonly JsonObject[] {
  if (part.type === "refusal") {
    const refusal = textOf(part.refusal);
    return [
      ...pieces(refusal).map((delta) => event("response.refusal.delta", { ...place, delta })),
      event("response.refusal.done", { ...place, refusal }),
      event("response.content_part.done", { ...place, part: { type: "refusal", refusal } }),
    ];
  }
  if (part.type !== "output_text") return [];
  const text = textOf(part.text);
  const annotations = objects(part.annotations);
  const said = { type: "output_text", text, annotations, logprobs: part.logprobs ?? null };
  return [
    ...pieces(text).map((delta) => event("response.output_text.delta", { ...place, delta })),
    ...annotations.map((annotation, annotation_index) =>
      event("response.output_text.annotation.added", { ...place, annotation_index, annotation }),
    ),
    event("response.output_text.done", { ...place, text }),
    event("response.content_part.done", { ...place, part: said }),
  ];
}

interface Item {
  readonly item: JsonObject;
  readonly place: JsonObject;
  /** The next number: the only events that have one are those that cannot do without. */
  number(): number;
}

function said({ item, place }: Item): readonly JsonObject[] {
  return objects(item.content).flatMap((part, content_index) => {
    const within = { ...place, content_index };
    return [event("response.content_part.added", { ...within, part }), ...spoken(part, within)];
  });
}

function called({ item, place }: Item): readonly JsonObject[] {
  const written = textOf(item.arguments);
  return [
    ...pieces(written).map((delta) => event("response.function_call_arguments.delta", { ...place, delta })),
    event("response.function_call_arguments.done", { ...place, arguments: written }),
  ];
}

function withoutNulls(value: JsonObject): JsonObject {
  return object(entries(value).filter(([, held]) => held !== null));
}

function thought({ item, place, number }: Item): readonly JsonObject[] {
  return objects(item.summary).flatMap((summary, summary_index) => {
    const text = textOf(summary.text);
    const told = (type: string, members: JsonObject): JsonObject => ({ type, ...place, ...members });
    return [
      ...pieces(text).map((delta) => told("response.reasoning_summary_text.delta", { summary_index, delta })),
      told("response.reasoning_summary_text.done", { sequence_number: number(), summary_index, text }),
      told("response.reasoning_summary_part.done", {
        sequence_number: number(),
        summary_index,
        part: withoutNulls(summary),
      }),
    ];
  });
}

const BY_TYPE: Readonly<Record<string, (item: Item) => readonly JsonObject[]>> = {
  message: said,
  function_call: called,
  reasoning: thought,
};

/** The events LiteLLM makes of the whole answer of a model that does not stream (`build_synthetic_response_events`). */
export function fakedEvents(response: JsonObject): readonly JsonObject[] {
  let count = 0;
  const number = (): number => {
    count += 1;
    return count;
  };
  const begun = printedSparse({ ...response, status: "in_progress", output: [] });
  const items = printedItems(response).flatMap((item, output_index) => {
    const id = typeof item.id === "string" && item.id !== "" ? item.id : String(response.id);
    const type = typeof item.type === "string" ? item.type : "";
    const tell = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
    const told = tell?.({ item, number, place: { item_id: id, output_index } }) ?? [];
    return [
      event("response.output_item.added", { output_index, item }),
      ...told,
      event("response.output_item.done", { output_index, sequence_number: number(), item }),
    ];
  });
  return [
    { type: "response.created", response: begun },
    { type: "response.in_progress", response: begun },
    ...items,
    { type: "response.completed", response: printedSparse(response) },
  ];
}
