import type { Sink } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { choicesOf, lastEvent } from "./answer.ts";
import { answerItems } from "./answer-items.ts";
import { eventCalls } from "./event-calls.ts";
import { eventMessages } from "./event-messages.ts";
import { eventReasoning } from "./event-reasoning.ts";
import { eventSearches } from "./event-searches.ts";
import * as told from "./event-shapes.ts";
import { eventWriter } from "./event-writer.ts";
import type { Passage } from "./passage.ts";
import { statusOf } from "./status.ts";
import { begunResponse, fieldsOf, foldedAnswer, streamId } from "./stream-answer.ts";
import { toldOnce } from "./told-once.ts";

type Placed = readonly [index: number, item: JsonObject];

function says({ content, tool_calls: calls, function_call: call }: JsonObject): boolean {
  return (typeof content === "string" && content !== "") || isObject(call) || (isArray(calls) && calls.length > 0);
}

/** Chat's chunks as a legal stream of the Responses API's events: https://platform.openai.com/docs/api-reference/responses-streaming */
export function openEvents(sink: Sink, passage: Passage): Sink {
  const writer = eventWriter(sink);
  const chunks: JsonObject[] = [];
  const once = toldOnce();
  const reasoning = eventReasoning(writer, passage);
  const messages = eventMessages(writer, passage);
  const searches = eventSearches(writer);
  const calls = eventCalls(writer, passage, { lose: sink.loss, isSearch: searches.isSearch });
  let fields: JsonObject = {};
  let id: string | undefined;

  function begin(chunk: JsonObject): void {
    id = typeof chunk.id === "string" && chunk.id !== "" ? chunk.id : `resp_${streamId(passage, 0)}`;
    const response = begunResponse(id, passage);
    writer.tell({ type: "response.created", response });
    writer.tell({ type: "response.in_progress", response });
  }

  function takeChoice({ delta: given, finish_reason: finish = null, index }: JsonObject, chunk: JsonObject): void {
    const delta = isObject(given) ? given : {};
    const isThinking = reasoning.take(delta, chunk);
    if (!isThinking && (says(delta) || finish !== null)) reasoning.close();
    messages.take(delta, numeric(index) ?? 0);
    calls.take(delta.tool_calls);
  }

  function take(given: JsonObject): void {
    const chunk = once(given);
    if (id === undefined) begin(chunk);
    chunks.push(chunk);
    const more = fieldsOf(chunk);
    fields = { ...fields, ...more };
    searches.take(more);
    for (const choice of choicesOf(chunk)) takeChoice(choice, chunk);
  }

  /** Items that no delta told: each begins and ends at once. */
  function late(item: JsonObject): Placed {
    const index = writer.place();
    writer.tell(told.itemAdded(index, item));
    writer.tell(told.itemDone(index, 0, item));
    return [index, item];
  }

  /** Ends what is open, in the order of its beginning. */
  function closed(finishes: ReadonlyMap<number, Json>): readonly Placed[] {
    const open = [
      ...messages
        .open()
        .map(
          ([index, choice]) => [index, () => messages.close(choice, statusOf(finishes.get(choice) ?? null))] as const,
        ),
      ...calls.open().map(([index, call]) => [index, () => calls.close(call)] as const),
    ];
    return open.toSorted(([one], [other]) => one - other).map(([, close]) => close());
  }

  function outputOf(choices: readonly JsonObject[]): readonly JsonObject[] {
    const items = answerItems(choices, passage);
    reasoning.close();
    for (const { message } of choices) if (isObject(message)) calls.settle(message.tool_calls);
    // A message that says nothing stands only where there is nothing else.
    const isSilent = items.every(({ kind }) => kind === "message") && reasoning.items().length === 0;
    for (const it of isSilent ? items : [])
      if (it.kind === "message") messages.settle(numeric(choices[it.choice]?.index) ?? 0);
    const finishes = new Map(choices.map(({ index, finish_reason: finish = null }) => [numeric(index) ?? 0, finish]));
    const over = [...reasoning.items(), ...closed(finishes), ...searches.close()];
    const images = items.filter(({ kind }) => kind === "image").map(({ item }) => late(item));
    return [...over, ...images].toSorted(([one], [other]) => one - other).map(([, item]) => item);
  }

  function finish(answer: JsonObject): void {
    const items = outputOf(choicesOf(answer));
    writer.tell(lastEvent({ ...answer, id: id ?? null }, { items, fields }, passage));
  }

  return {
    ...sink,
    chunk: take,
    again: undefined,
    end() {
      const answer = foldedAnswer(chunks, passage);
      if (answer !== undefined) finish(answer);
      sink.end();
    },
  };
}
