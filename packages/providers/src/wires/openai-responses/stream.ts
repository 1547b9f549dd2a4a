import type { ReplyHead, Sink, SseFrame, StreamMode, Transducer } from "@lintel/core";
import { isObject, parse } from "@lintel/core/json";
import { faultOf } from "./fault.ts";
import type { ResponsesExchange, ResponsesVendor } from "./types.ts";

interface Served {
  readonly exchange: ResponsesExchange;
  readonly vendor: ResponsesVendor;
}

function stage(sink: Sink, { exchange: { call }, vendor }: Served): Transducer<SseFrame> {
  let isOver = false;
  return {
    push({ data }) {
      if (isOver) return;
      const parsed = parse(data);
      if (parsed.ok && isObject(parsed.value)) sink.chunk(parsed.value);
    },
    end() {
      if (isOver) return;
      isOver = true;
      sink.end();
    },
    stop(reason) {
      if (isOver) return;
      isOver = true;
      if (reason.stop === "caller") sink.end();
      else sink.fault(faultOf({ text: reason.failure.message, failure: reason.failure }, call, { vendor }));
    },
  };
}

/** A streamed answer: [events](https://platform.openai.com/docs/api-reference/responses-streaming). */
export function responsesStream(_head: ReplyHead, served: Served): StreamMode {
  return { stream: "transduce", frames: "sse", open: (sink) => stage(sink, served) };
}
