import {
  alikeChunks,
  type Fault,
  type ReplyHead,
  type Sink,
  type SseFrame,
  type StopReason,
  type StreamMode,
  type Transducer,
} from "@lintel/core";
import { isObject, type JsonObject, parse } from "@lintel/core/json";
import type { Raised } from "../../faults/index.ts";
import { type EventPart, eventPart, TEXT } from "../event-parts.ts";
import { type Filled, templates } from "../frame-templates.ts";
import { faultOf } from "./refuse.ts";
import { streamAccount } from "./stream-account.ts";
import { cutShort, eventFault } from "./stream-fault.ts";
import type { Addressee } from "./types.ts";

interface Tapped extends Addressee {
  readonly sink: Omit<Sink, "chunk">;
  /** Takes the events; absent where their bytes are passed on as they are. */
  readonly chunk?: Sink["chunk"];
}

/** A streamed [message](https://docs.anthropic.com/en/docs/build-with-claude/streaming): its bytes as they come, or its events. */
export function nativeStream(_head: ReplyHead, addressee: Addressee): StreamMode {
  return {
    stream: "relay",
    frames: "sse",
    tap: (sink) => nativeStage({ ...addressee, sink }),
    open: (sink) => nativeStage({ ...addressee, sink, chunk: sink.chunk }),
  };
}

/** Reads events as they pass. */
function nativeStage({ sink, chunk, ...addressee }: Tapped): Transducer<SseFrame> {
  const account = streamAccount();
  const alike = templates<EventPart>();
  // As LiteLLM does: a stream may end anywhere, and with an error.
  const acceptsAnything = addressee.call.settings.lintel_accept_truncated_streams === true;
  let failure: Fault | undefined;
  let hasEvents = false;
  let isOver = false;

  /** Tells the usage and the end, the price of it left to whoever reckons prices: no event tells one. */
  function settle(fault: Fault | undefined): void {
    isOver = true;
    const finish = (): void => close(fault);
    if (sink.pending === undefined || account.usage() === undefined) finish();
    else
      sink.pending({
        model: addressee.call.model,
        isTold: false,
        prompt: false,
        settle: finish,
        forgo: finish,
        billable: () => ({ response: account.billable() }),
      });
  }

  function close(fault: Fault | undefined): void {
    const usage = account.usage();
    if (usage !== undefined) sink.usage({ origin: "reported", value: usage });
    if (fault === undefined || acceptsAnything) {
      sink.end();
      return;
    }
    const partial = { content: account.text(), ...(usage !== undefined && { usage }) };
    sink.fault({ ...fault, partial });
  }

  /** An error by its event's name, whole: others are told by nobody's reader of events. */
  function isRelayed({ event, unterminated }: SseFrame): boolean {
    return chunk === undefined && event === "error" && unterminated !== true;
  }

  function take(event: JsonObject, frame: SseFrame): void {
    hasEvents = true;
    if (event.type === "error") {
      failure ??= { ...eventFault(event, addressee), ...(isRelayed(frame) && { isRelayed: true }) };
      // The bytes of what follows are passed on; of events there are no more.
      if (chunk !== undefined) settle(failure);
      return;
    }
    account.take(event);
    chunk?.(event);
    const part = eventPart(event);
    if (part !== undefined) alike.learn(frame.data, event, part);
  }

  /** Events that are like one that was learned. */
  function again({ frame, part, texts }: Filled<EventPart>): number {
    if (part === TEXT) account.say(texts.join(""));
    if (chunk !== undefined) for (const event of alikeChunks(frame, texts, part)) chunk(event);
    return texts.length;
  }

  function misread(text: string, { unterminated }: SseFrame): void {
    // What the end of input cut off is no event: `end` decides whether it was needed.
    if (unterminated === true) return;
    const message = `an event of the stream is no JSON object: ${text}`;
    if (chunk !== undefined) settle(faultOf({ raised: { text: message, status: 500 } }, addressee));
    else sink.loss({ pointer: "", action: "dropped", reason: message });
  }

  function broken({ failure: { message, ...rest } }: Extract<StopReason, { stop: "transport" }>): Fault {
    const raised: Raised = { text: message, status: 500, isSynthesized: true, failure: { message, ...rest } };
    return faultOf({ raised }, addressee);
  }

  return {
    runs: {
      shape: () => (isOver ? undefined : alike.shape()),
      take(within) {
        const filled = alike.fill(within);
        return filled === undefined ? 0 : again(filled);
      },
    },
    push(frame) {
      if (isOver) return;
      const parsed = parse(frame.data);
      if (!parsed.ok) misread(parsed.message, frame);
      else if (isObject(parsed.value)) take(parsed.value, frame);
      else misread("it is another value", frame);
    },
    end(stray) {
      if (isOver) return;
      if (failure !== undefined || account.isComplete()) return settle(failure);
      const raised = cutShort({ hasEvents, ...(stray !== undefined && { stray }) });
      settle(faultOf({ raised }, addressee));
    },
    stop(reason) {
      if (isOver) return;
      if (reason.stop === "caller") settle(undefined);
      else settle(failure ?? (account.isComplete() ? undefined : broken(reason)));
    },
  };
}
