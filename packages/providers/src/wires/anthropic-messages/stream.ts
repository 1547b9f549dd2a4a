import {
  alikeChunks,
  type ChunkRefusal,
  chunkNormaliser,
  failureText,
  pythonType,
  type ReplyHead,
  type Sink,
  type StreamMode,
  type Transducer,
} from "@lintel/core";
import { isObject, type Json, parse } from "@lintel/core/json";
import { type FaultContext, loopFault, midStream, type Raised } from "../../faults/index.ts";
import { chunkOptions, optionsFault } from "../chunk-options.ts";
import { type EventPart, eventPart, TEXT } from "../event-parts.ts";
import { type Filled, templates } from "../frame-templates.ts";
import { cutShort } from "./stream-cut.ts";
import { eventLines } from "./stream-lines.ts";
import { messagesReader } from "./stream-reader.ts";
import { replayed } from "./stream-replay.ts";
import { voice } from "./stream-voice.ts";
import type { MessagesExchange, MessagesState, MessagesVendor } from "./types.ts";

const LAST_SUCCESS = 299;
const NO_STATE: MessagesState = { toolNames: {}, jsonMode: false, speed: null };

/** A streamed [Anthropic message](https://docs.anthropic.com/en/docs/build-with-claude/streaming) as chunks. */
export function messagesStream({ status }: ReplyHead, exchange: MessagesExchange, vendor: MessagesVendor): StreamMode {
  if (status > LAST_SUCCESS) return { stream: "whole", chunks: () => [] };
  return { stream: "transduce", frames: "sse-lines", open: (sink) => messagesStage(sink, { exchange, vendor }) };
}

interface Served {
  readonly exchange: MessagesExchange;
  readonly vendor: MessagesVendor;
}

function messagesStage(sink: Sink, { exchange, vendor }: Served): Transducer<string> {
  const { call, state = NO_STATE } = exchange;
  const { settings, model, now } = call;
  const context: FaultContext = { provider: vendor.provider, label: vendor.label, model, now };
  const { read, reasoning, servedModel } = messagesReader({ call, state, lose: sink.loss });
  const chunks = chunkNormaliser(
    chunkOptions(exchange, { asksUsage: false, leading: [], beginsWithCursor: true, reasoning }),
    sink,
  );
  const { say, sayTexts } = voice(chunks, { seed: call.id, servedModel });
  // As LiteLLM does: a stream may end anywhere, with whatever there was, and ends where it tells its stop reason.
  const acceptsAnything = settings.lintel_accept_truncated_streams === true;
  const endsAtFinish = settings.lintel_end_at_finish === true;
  const alike = templates<EventPart>();
  const lines = eventLines({ event: take, broken });
  let isOver = false;
  let hasEvents = false;
  let isBroken = false;

  function close(): void {
    isOver = true;
    chunks.end();
  }

  function raise(raised: Raised): void {
    isOver = true;
    chunks.fail(midStream(vendor.fault(raised, context), { raised, context }));
  }

  function check(refusal: ChunkRefusal | undefined): void {
    if (refusal === undefined) return;
    isOver = true;
    if (refusal.refused === "loop") chunks.fail(loopFault(refusal.text, context));
    else raise({ text: refusal.text });
  }

  function broken(message: string): void {
    if (acceptsAnything) isBroken = true;
    else raise({ text: message });
  }

  /** Events that are like one that was learned. */
  function again({ frame, part, texts }: Filled<EventPart>): number {
    if (part === TEXT) check(sayTexts(texts));
    else for (const event of alikeChunks(frame, texts, part)) take(event);
    return texts.length;
  }

  function learn(event: Json, line: string): void {
    const part = isObject(event) ? eventPart(event) : undefined;
    if (part !== undefined && isObject(event)) alike.learn(line, event, part);
  }

  function take(event: Json, line?: string): void {
    if (isOver || isBroken) return;
    hasEvents = true;
    const told = isObject(event)
      ? read(event)
      : ({ read: "trouble", text: `'${pythonType(event)}' object has no attribute 'get'` } as const);
    switch (told.read) {
      case "said":
        if (told.said !== undefined) check(say(told.said));
        if (line !== undefined && !isOver) learn(event, line);
        if (endsAtFinish && isObject(event) && event.type === "message_delta" && !isOver) close();
        break;
      case "stop":
        close();
        break;
      case "error":
        raise({ text: told.text, status: 500, body: told.body });
        break;
      case "trouble":
        raise({ text: told.text });
        break;
    }
  }

  const refused = optionsFault(call);
  if (refused !== undefined) {
    isOver = true;
    sink.fault(vendor.fault({ text: refused }, { ...context, model: call.requestedModel }));
  }

  return {
    runs: {
      shape: () => (isOver || isBroken || lines.isHolding() ? undefined : alike.shape()),
      take(within) {
        const filled = alike.fill(within);
        return filled === undefined ? 0 : again(filled);
      },
    },
    push(line) {
      if (!isOver) lines.push(line);
    },
    end(stray) {
      if (isOver) return;
      const whole = stray === undefined || acceptsAnything ? undefined : parse(stray);
      const events = whole?.ok === true ? replayed(whole.value) : undefined;
      if (acceptsAnything) close();
      else if (events === undefined) raise(cutShort({ stray, hasEvents }));
      else for (const event of events) take(event);
    },
    stop(reason) {
      if (isOver) return;
      isOver = true;
      if (reason.stop === "caller") chunks.abort();
      else raise({ text: failureText(reason.failure), failure: reason.failure });
    },
  };
}
