import type { BackStage, Moment, Sink } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { chatUsage } from "../chat-over-responses/response-usage.ts";
import { started } from "../messages-over-chat/events.ts";
import { messagesUsage } from "../messages-over-chat/usage.ts";
import { signatureOf } from "./answer.ts";
import { refusalOf, stopDetails, stopReason } from "./stop.ts";

const BETWEEN_SUMMARIES = "\n\n";

interface Streaming {
  readonly moment: Moment;
  /** The name by which the provider itself knows the model. */
  readonly model: string;
}

function itemOf({ item = null }: JsonObject): JsonObject {
  return isObject(item) ? item : {};
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

const TEXT: JsonObject = { type: "text", text: "" };
const THOUGHT: JsonObject = { type: "thinking", thinking: "", signature: "" };

/** The Responses API's events as a legal stream of Anthropic's: https://docs.anthropic.com/en/docs/build-with-claude/streaming */
export function openEvents(sink: Sink, streaming: Streaming): BackStage {
  const places = new Map<string, number>();
  const open = new Set<number>();
  const kinds = new Map<number, Json>();
  let count = 0;
  let refusal = "";
  let isOver = false;

  function openBlock(id: string, block: JsonObject): number {
    const index = count++;
    places.set(id, index);
    open.add(index);
    kinds.set(index, block.type ?? null);
    sink.chunk({ type: "content_block_start", index, content_block: block });
    return index;
  }

  function close(index: number): void {
    if (open.delete(index)) sink.chunk({ type: "content_block_stop", index });
  }

  function say(index: number, delta: JsonObject): void {
    sink.chunk({ type: "content_block_delta", index, delta });
  }

  function blockOf(event: JsonObject, block: JsonObject): number {
    const id = textOf(event.item_id);
    return (id === "" ? [...open].at(-1) : places.get(id)) ?? openBlock(id, block);
  }

  function added(event: JsonObject): void {
    const { id, type, call_id: call, name } = itemOf(event);
    if (type === "message") openBlock(textOf(id), TEXT);
    else if (type === "function_call")
      openBlock(textOf(id), { type: "tool_use", id: textOf(call), name: textOf(name), input: {} });
  }

  function finished(event: JsonObject): void {
    const item = itemOf(event);
    const id = textOf(item.id);
    const index = places.get(id);
    const signature = item.type === "reasoning" ? signatureOf(item) : undefined;
    if (index !== undefined) {
      if (signature !== undefined) say(index, { type: "signature_delta", signature });
      close(index);
    } else if (signature !== undefined) {
      close(openBlock(id, { type: "redacted_thinking", data: signature }));
    }
  }

  function ended(event: JsonObject): void {
    const response = isObject(event.response) ? event.response : {};
    const output = isArray(response.output) ? response.output.filter(isObject) : [];
    const refused = refusalOf(output) ?? (refusal === "" ? undefined : refusal);
    const hasCalls = output.some(({ type }) => type === "function_call");
    const stop_reason = stopReason(response, { hasCalls, refusal: refused });
    const details = stop_reason === "refusal" ? { stop_details: stopDetails(refused ?? "") } : {};
    const usage = isObject(response.usage)
      ? messagesUsage(chatUsage(response.usage))
      : { input_tokens: 0, output_tokens: 0 };
    for (const index of open) close(index);
    sink.chunk({ type: "message_delta", delta: { stop_reason, stop_sequence: null, ...details }, usage });
    sink.chunk({ type: "message_stop" });
    isOver = true;
  }

  const takers: Readonly<Record<string, (event: JsonObject) => void>> = {
    "response.output_item.added": added,
    "response.output_text.delta": (event) => say(blockOf(event, TEXT), { type: "text_delta", text: event.delta ?? "" }),
    "response.refusal.delta": (event) => {
      const text = textOf(event.delta);
      refusal += text;
      if (text !== "") say(blockOf(event, TEXT), { type: "text_delta", text });
    },
    "response.reasoning_summary_part.added": ({ item_id: id, summary_index: part }) => {
      const index = places.get(textOf(id));
      if (index !== undefined && typeof part === "number" && part > 0)
        say(index, { type: "thinking_delta", thinking: BETWEEN_SUMMARIES });
    },
    "response.reasoning_summary_text.delta": (event) => {
      const isOpen = places.has(textOf(event.item_id));
      if (isOpen || textOf(event.delta) !== "")
        say(blockOf(event, THOUGHT), { type: "thinking_delta", thinking: event.delta ?? "" });
    },
    "response.function_call_arguments.delta": (event) => {
      const index = places.get(textOf(event.item_id)) ?? [...open].at(-1);
      if (index !== undefined && kinds.get(index) === "tool_use")
        say(index, { type: "input_json_delta", partial_json: event.delta ?? "" });
      else sink.loss({ pointer: "/delta", action: "dropped", reason: "arguments of a call that never began" });
    },
    "response.output_item.done": finished,
    "response.completed": ended,
    "response.incomplete": ended,
  };

  sink.chunk(started(streaming));
  return {
    ...sink,
    again: undefined,
    chunk(event) {
      const type = textOf(event.type);
      if (!Object.hasOwn(takers, type)) return;
      if (isOver) sink.loss({ pointer: `/${type}`, action: "dropped", reason: "the message had ended" });
      else takers[type]?.(event);
    },
    usage: ({ origin, value }) => sink.usage({ origin, value: messagesUsage(chatUsage(value)) }),
  };
}
