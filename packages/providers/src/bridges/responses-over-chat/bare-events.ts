import type { Sink } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { annotationsOf } from "./annotations.ts";
import { lastEvent } from "./answer.ts";
import { answerItems, type Item } from "./answer-items.ts";
import { bareCalls } from "./bare-calls.ts";
import * as told from "./event-shapes.ts";
import type { Passage } from "./passage.ts";
import { begunResponse, deltasOf, fieldsOf, foldedAnswer, named, streamId } from "./stream-answer.ts";

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function isThinking({ thinking_blocks: blocks, reasoning_content: reasoning }: JsonObject): boolean {
  return text(reasoning) !== "" || (isArray(blocks) && blocks.length > 0);
}

/** The ids of a stream's one message and one reasoning item; absent until there is such an item. */
interface Ids {
  message?: string;
  reasoning?: string;
}

/** The first item of each kind goes by the id its events told. */
function aligned(items: readonly Item[], { message, reasoning }: Ids): readonly JsonObject[] {
  const first = (kind: Item["kind"]): Item | undefined => items.find((it) => it.kind === kind);
  const [said, thought] = [first("message"), first("reasoning")];
  return items.map((it) => named(it.item, it === said ? message : it === thought ? reasoning : undefined));
}

/**
 * Chat's chunks as LiteLLM's events, with what they lack (`LiteLLMCompletionStreamingIterator`): sequence numbers on some alone, an
 * empty message before calls, summaries without a beginning.
 */
export function openBareEvents(sink: Sink, passage: Passage): Sink {
  const chunks: JsonObject[] = [];
  const calls = bareCalls(passage);
  const ids: Ids = {};
  let responseId = "";
  let number = 0;
  let fields: JsonObject = {};
  let hasBegun = false;
  let isFirst = true;
  let isMessageOpen = false;
  let messageIndex = 0;
  let thought: "not" | "now" | "over" = "not";
  let reasoning = "";
  let citing: JsonObject[] | undefined;

  const next = (): number => {
    number += 1;
    return number;
  };

  function begin(id: string): void {
    hasBegun = true;
    responseId = id;
    for (const type of ["response.created", "response.in_progress"]) {
      next();
      sink.chunk({ type, response: begunResponse(id, passage) });
    }
  }

  function messageId(): string {
    ids.message ??= `msg_${streamId(passage, 0)}`;
    return ids.message;
  }

  function openMessage(): void {
    isMessageOpen = true;
    messageIndex = ids.reasoning === undefined ? 0 : calls.nextIndex();
    number += 2;
    sink.chunk(told.messageAdded(messageIndex, messageId()));
    sink.chunk(told.partAdded({ index: messageIndex, id: messageId() }));
  }

  function openFirst(delta: JsonObject): void {
    isFirst = false;
    next();
    if (text(delta.reasoning_content) !== "") {
      thought = "now";
      ids.reasoning = `rs_${streamId(passage, 1)}`;
      sink.chunk(told.reasoningAdded(0, ids.reasoning));
    } else if (!isArray(delta.tool_calls) || delta.tool_calls.length === 0) openMessage();
  }

  function endReasoning(id: string): void {
    thought = "over";
    sink.chunk(told.summaryTextDone({ index: 0, id, number: next(), text: reasoning }));
    sink.chunk(told.summaryPartDone({ index: 0, id, number: next(), text: reasoning }));
    sink.chunk(told.reasoningDone({ index: 0, id, number: next(), text: reasoning }));
  }

  function follow(delta: JsonObject, finish: Json): void {
    if (thought !== "now") return;
    reasoning += text(delta.reasoning_content);
    const { content, tool_calls: called, function_call: before } = delta;
    const isSaying = text(content) !== "" || isObject(before) || (isArray(called) && called.length > 0);
    if (!isThinking(delta) && (isSaying || finish !== null)) endReasoning(ids.reasoning ?? "");
  }

  function say(delta: JsonObject): void {
    const id = messageId();
    const annotations = annotationsOf(delta.annotations);
    if (isArray(delta.annotations) && delta.annotations.length > 0)
      citing ??= annotations.map((annotation, at) => told.annotationAdded({ index: messageIndex, id, at, annotation }));
    const thinking = text(delta.reasoning_content);
    if (thinking !== "") {
      ids.reasoning ??= `rs_${streamId(passage, 1)}`;
      sink.chunk(told.summaryDelta({ index: 0, id: ids.reasoning, delta: thinking }));
      return;
    }
    const content = text(delta.content);
    if (content !== "") {
      if (!isMessageOpen) openMessage();
      next();
      sink.chunk(told.textDelta({ index: messageIndex, id, delta: content }));
      return;
    }
    const events = calls.take(delta.tool_calls, next);
    const cited = events.length === 0 ? citing?.shift() : undefined;
    for (const event of cited === undefined ? events : [cited]) sink.chunk(event);
  }

  function take(chunk: JsonObject): void {
    if (!hasBegun) begin(text(chunk.id) === "" ? `resp_${streamId(passage, 2)}` : text(chunk.id));
    const told = fieldsOf(chunk);
    fields = { ...fields, ...told };
    calls.reserve(told);
    const [delta] = deltasOf(chunk);
    chunks.push(chunk);
    if (delta === undefined) return;
    if (isFirst) openFirst(delta);
    const [choice] = isArray(chunk.choices) ? chunk.choices : [];
    follow(delta, isObject(choice) ? (choice.finish_reason ?? null) : null);
    say(delta);
  }

  function closeMessage(said: string, annotations: readonly JsonObject[]): void {
    const place = { index: messageIndex, id: messageId() };
    sink.chunk(told.textDone({ ...place, text: said }));
    // LiteLLM prints the annotations of a part without their members.
    sink.chunk(told.partDone({ ...place, text: said, annotations: annotations.map(() => ({})) }));
    sink.chunk(told.messageDone({ ...place, text: said, annotations }));
  }

  function finish(answer: JsonObject): void {
    const [choice] = isArray(answer.choices) ? answer.choices : [];
    const message = isObject(choice) && isObject(choice.message) ? choice.message : {};
    for (const event of calls.finish(message.tool_calls, next)) sink.chunk(event);
    const said = text(message.content);
    if (!isMessageOpen && said !== "") openMessage();
    if (isMessageOpen) closeMessage(said, annotationsOf(message.annotations));
    const items = aligned(answerItems(isObject(choice) ? [choice] : [], passage), ids);
    sink.chunk(lastEvent({ ...answer, id: responseId }, { items, fields }, passage));
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
