import {
  type ChunkRefusal,
  chunkNormaliser,
  type FailureKind,
  failureText,
  type Sink,
  type SseFrame,
  type StreamMode,
  type Transducer,
  truthy,
} from "@lintel/core";
import { isObject, type JsonObject, parse } from "@lintel/core/json";
import { type FaultContext, loopFault, mapException, type Raised, streamFault } from "../../faults/index.ts";
import { chunkOptions, optionsFault } from "../chunk-options.ts";
import { templates } from "../frame-templates.ts";
import { cutShort, errorRaised, isErrorEvent } from "./stream-fault.ts";
import { finishError } from "./stream-finish-error.ts";
import { asksUsage, SDK_MEMBERS } from "./stream-options.ts";
import { PADDING, PARTS } from "./stream-parts.ts";
import { frameFault, shapeFault } from "./stream-shape.ts";
import { isWhole, wholeAsChunk } from "./stream-whole.ts";
import type { ChatExchange, ChatVendor } from "./types.ts";

/** Breaks that LiteLLM takes for the end once a finish reason is there. */
const HARMLESS_AFTER_FINISH: ReadonlySet<FailureKind> = new Set(["reset", "protocol"]);

/** A streamed answer of chat completions: events of chunks, `[DONE]` at the end ([OpenAI](https://platform.openai.com/docs/api-reference/chat/streaming)). */
export function chatStream(exchange: Streamed, vendor: Speaker): StreamMode {
  return { stream: "transduce", frames: "sse", open: (sink) => chatStage(sink, { exchange, vendor }) };
}

type Streamed = Pick<ChatExchange, "call">;

/** Whose stream it is, and how a frame of another shape reads as a chunk of chat. */
export interface Speaker extends Pick<ChatVendor, "provider" | "label" | "usageDomain"> {
  asChunk?(frame: JsonObject): JsonObject;
}

interface Served {
  readonly exchange: Streamed;
  readonly vendor: Speaker;
}

function chatStage(sink: Sink, { exchange, vendor }: Served): Transducer<SseFrame> {
  const { call } = exchange;
  const { provider, label, asChunk } = vendor;
  const options = chunkOptions(exchange, { asksUsage: asksUsage(call, vendor), leading: SDK_MEMBERS });
  const chunks = chunkNormaliser(options, sink);
  const alike = templates({ padding: PADDING });
  const context: FaultContext = { provider, label, model: call.model, now: call.now };
  // As LiteLLM does: a stream may end anywhere, with whatever there was.
  const acceptsAnything = call.settings.lintel_accept_truncated_streams === true;
  let isOver = false;
  let hasChunks = false;
  let isNamed = false;

  function close(): void {
    isOver = true;
    chunks.end();
  }

  function raise(raised: Raised): void {
    isOver = true;
    chunks.fail(streamFault(raised, context));
  }

  function check(refusal: ChunkRefusal | undefined): void {
    if (refusal === undefined) return;
    isOver = true;
    const { refused, text } = refusal;
    chunks.fail(refused === "loop" ? loopFault(text, context) : streamFault({ text }, context));
  }

  function take(value: JsonObject): void {
    hasChunks = true;
    const said = asChunk === undefined ? value : asChunk(value);
    const chunk = !acceptsAnything && isWhole(said) ? wholeAsChunk(said) : said;
    const fault = shapeFault(chunk) ?? finishError(chunk, provider);
    if (fault === undefined) check(chunks.push(chunk));
    else raise({ text: fault });
  }

  function read(frame: SseFrame, value: JsonObject): void {
    const { event } = frame;
    // The OpenAI SDK wraps these for its assistants, errors and all.
    if (event?.startsWith("thread.") === true) take({ data: value, event });
    else if (truthy(value.error)) raise(errorRaised(value.error));
    else if (!acceptsAnything && isErrorEvent(frame, value)) raise(errorRaised(value));
    else take(value);
  }

  function parseFrame(frame: SseFrame): void {
    const parsed = parse(frame.data);
    if (!parsed.ok) {
      // What the end of input cut off is no chunk: `end` decides whether it was needed.
      if (frame.unterminated !== true) raise({ text: parsed.message });
    } else if (isObject(parsed.value)) {
      read(frame, parsed.value);
      const part = isOver || asChunk !== undefined ? undefined : chunks.repeatable();
      if (part !== undefined) alike.learn(frame.data, parsed.value, PARTS[part]);
    } else if (parsed.value !== null && parsed.value !== "None") {
      raise({ text: frameFault(parsed.value) });
    }
  }

  /** A body that came without any framing: an answer as a whole, an error, or nothing to be read. */
  function readStray(stray: string): void {
    const parsed = parse(stray);
    const value = parsed.ok && isObject(parsed.value) ? parsed.value : {};
    if (truthy(value.error)) {
      raise(errorRaised(value.error));
    } else if (isWhole(value)) {
      take(value);
      if (!isOver) close();
    } else {
      raise(cutShort({ stray, hasChunks }));
    }
  }

  const refused = optionsFault(call);
  if (refused !== undefined) {
    isOver = true;
    sink.fault(mapException({ text: refused, status: 500 }, { ...context, model: call.requestedModel }));
  }

  return {
    runs: {
      shape: () => (isOver || isNamed || chunks.repeatable() === undefined ? undefined : alike.shape()),
      take(within) {
        const filled = alike.fill(within);
        if (filled === undefined) return 0;
        const { texts, paddings } = filled;
        check(chunks.again(texts, paddings && [PADDING, paddings]));
        return texts.length;
      },
    },
    push(frame) {
      // LiteLLM never sees an event whose blank line is missing.
      if (isOver || (acceptsAnything && frame.unterminated === true)) return;
      isNamed = frame.event !== undefined;
      if (frame.data.startsWith("[DONE]")) close();
      else parseFrame(frame);
    },
    end(stray) {
      if (isOver) return;
      if (acceptsAnything || chunks.isComplete()) close();
      else if (stray === undefined || hasChunks) raise(cutShort({ hasChunks }));
      else readStray(stray);
    },
    stop(reason) {
      if (isOver) return;
      isOver = true;
      if (reason.stop === "caller") {
        chunks.abort();
      } else if (chunks.isComplete() && HARMLESS_AFTER_FINISH.has(reason.failure.kind)) {
        close();
      } else {
        const { failure } = reason;
        raise({ text: failureText(failure), failure });
      }
    },
  };
}
