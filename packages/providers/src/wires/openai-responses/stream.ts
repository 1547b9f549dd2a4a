import type { Fault, ReplyHead, Sink, SseFrame, StreamMode, TokenCounts, Transducer } from "@lintel/core";
import { float, isObject, type Json, type JsonObject, type Num, numeric, parse } from "@lintel/core/json";
import { isTypedEvent, ownedEvent, printedEvent, printedUnread } from "../../response/index.ts";
import { holding } from "./holding.ts";
import { isFaked } from "./request.ts";
import { fakedEvents } from "./stream-faked.ts";
import { legalEvents } from "./stream-faked-legal.ts";
import { cutFault, eventFault } from "./stream-fault.ts";
import { countedUsage, replaced, spent } from "./stream-spent.ts";
import type { ResponsesExchange, ResponsesVendor } from "./types.ts";

/** The events a stream ends with. */
const TERMINAL: ReadonlySet<string> = new Set(["response.completed", "response.failed", "response.incomplete"]);
const DONE = "[DONE]";
/** Characters of a body that is no stream, quoted in the fault. */
const EXCERPT = 500;

export interface Served {
  readonly exchange: ResponsesExchange;
  readonly vendor: ResponsesVendor;
}

/** A usage with its price, where it has one. */
function priced(usage: JsonObject, cost: number | Num | undefined): JsonObject {
  const price = cost === undefined ? 0 : (numeric(cost) ?? 0);
  return price > 0 ? replaced(usage, "cost", float(price)) : usage;
}

/** An error whose code some providers leave null: LiteLLM's events know no such one. */
function coded(event: JsonObject): JsonObject {
  const { error } = event;
  if (!isObject(error) || (error.code ?? null) !== null) return event;
  return replaced(event, "error", replaced(error, "code", "unknown_error"));
}

function errorOf(type: string, event: JsonObject, isFlatSilent: boolean): Json | undefined {
  const { error, response } = event;
  if (type === "response.failed") return isObject(response) ? response.error : undefined;
  // OpenAI's own error events have no `error`: what they say stands beside their type.
  return error === undefined && !isFlatSilent ? event : error;
}

function stage(sink: Sink, { exchange, vendor }: Served): Transducer<SseFrame> {
  const { call } = exchange;
  const owner = { provider: vendor.provider, marks: call.input.marks };
  const failing = { call, vendor };
  // As LiteLLM does: a stream may end anywhere, with whatever there was.
  const acceptsAnything = call.settings.lintel_accept_truncated_streams === true;
  const isFlatSilent = call.settings.lintel_silent_error_events === true;
  const account = spent(call.model);
  const held = holding();
  let billed: JsonObject | undefined;
  let isOver = false;
  let isComplete = false;
  let hasEvents = false;

  function close(): void {
    isOver = true;
    held.inTurn(() => sink.end());
  }

  /** Tells what was used before an end that never came. */
  function breakOff(fault: Fault | undefined): void {
    isOver = true;
    account.settle(sink, (usage) => {
      const content = account.content();
      const partial = { content, ...(usage !== undefined && { usage }) };
      if (fault === undefined) sink.end();
      else sink.fault(content === "" && usage === undefined ? fault : { ...fault, partial });
    });
  }

  function fail(fault: Fault): void {
    isOver = true;
    if (isComplete) held.inTurn(() => sink.fault({ ...fault, partial: { content: account.content() } }));
    else breakOff(fault);
  }

  /** The last event: a response LiteLLM could not read is put together anew, unread. */
  function last(type: string, event: JsonObject, usage: Json): JsonObject {
    const { response } = event;
    const told = isObject(response) ? replaced(response, "usage", usage) : {};
    return printedEvent(type, replaced(event, "response", isTypedEvent(type, event) ? told : printedUnread(told)));
  }

  /** Tells the last event once somebody has priced it; what comes in between is held. */
  function terminal(type: string, event: JsonObject): void {
    const { response } = event;
    // A second end is told as it is: what was used is billed once.
    if (isComplete) {
      const isSilent = isObject(response) && (response.usage ?? null) === null;
      held.inTurn(() =>
        sink.chunk(isSilent && billed !== undefined ? last(type, event, billed) : printedEvent(type, event)),
      );
      return;
    }
    isComplete = true;
    const { usage: told = null } = isObject(response) ? response : {};
    if (!isObject(response) || (told !== null && !isObject(told))) {
      sink.chunk(isObject(response) ? last(type, event, told) : printedEvent(type, event));
      return;
    }
    const usageOf = (counts: TokenCounts): JsonObject => (isObject(told) ? told : countedUsage(counts));
    const settle = (usage: JsonObject, cost?: number | Num): void => {
      const value = priced(usage, cost);
      billed = value;
      sink.chunk(last(type, event, value));
      sink.usage({ origin: isObject(told) ? "reported" : "estimated", value });
    };
    const forgo = (): void => (isObject(told) ? settle(told) : sink.chunk(printedEvent(type, event)));
    if (sink.pending === undefined) forgo();
    else
      held.open(sink.pending, {
        model: call.model,
        isTold: true,
        prompt: told === null,
        ...(told === null && { completion: account.completion() }),
        settle: (counts, cost) => settle(usageOf(counts), cost),
        forgo,
        billable: (counts) => ({ response: replaced(response, "usage", usageOf(counts)) }),
      });
  }

  function take(event: JsonObject): void {
    hasEvents = true;
    const type = typeof event.type === "string" ? event.type : "";
    account.take(type, event);
    if (type === "error" || type === "response.failed") {
      fail(eventFault(errorOf(type, event, isFlatSilent), failing));
      return;
    }
    const owned = ownedEvent(type, coded(event), owner);
    if (TERMINAL.has(type)) terminal(type, owned);
    else held.inTurn(() => sink.chunk(printedEvent(type, owned)));
  }

  function read({ data, unterminated }: SseFrame): void {
    const parsed = parse(data);
    if (parsed.ok && isObject(parsed.value)) take(parsed.value);
    else if (data !== "" && unterminated !== true)
      sink.loss({ pointer: "", action: "dropped", reason: "an event of the stream that is no JSON object" });
  }

  function cut(stray: string | undefined): string {
    if (hasEvents) return "the stream ended before its terminal event";
    return stray === undefined
      ? "the stream is empty"
      : `the answer is no stream of events: ${stray.slice(0, EXCERPT)}`;
  }

  return {
    push(frame) {
      if (isOver || (acceptsAnything && frame.unterminated === true)) return;
      if (frame.data !== DONE) read(frame);
      else if (isComplete || acceptsAnything) close();
      else fail(cutFault({ kind: "protocol", message: cut(undefined) }, failing));
    },
    end(stray) {
      if (isOver) return;
      if (isComplete || acceptsAnything) close();
      else fail(cutFault({ kind: "protocol", message: cut(stray) }, failing));
    },
    stop(reason) {
      if (isOver) return;
      if (isComplete) close();
      else if (reason.stop === "caller") breakOff(undefined);
      else fail(cutFault(reason.failure, failing));
    },
  };
}

/** The events made of a whole answer, whose usage tells its price (`MockResponsesAPIStreamingIterator`). */
function faked({ call }: ResponsesExchange): StreamMode {
  const isBare = call.settings.lintel_bare_response_events === true;
  return {
    stream: "whole",
    tellsCost: true,
    chunks(response, cost) {
      const { usage } = response;
      const told = isObject(usage) ? replaced(response, "usage", priced(usage, cost)) : response;
      return isBare ? fakedEvents(told) : legalEvents(fakedEvents(told));
    },
  };
}

/** A streamed answer, which ends with one of three events ([OpenAI](https://platform.openai.com/docs/api-reference/responses-streaming)). */
export function responsesStream(_head: ReplyHead, served: Served): StreamMode {
  const { exchange, vendor } = served;
  if (isFaked(exchange.call, vendor)) return faked(exchange);
  return { stream: "transduce", frames: "sse", open: (sink) => stage(sink, served) };
}
