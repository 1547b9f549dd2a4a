import { utf8Lines } from "../bytes/utf8-lines.ts";
import type { FailureKind } from "../reply.ts";
import type { Runs, Transducer } from "../transducer.ts";
import type { Framing } from "./framer.ts";
import { FRAME_LIMITS, type FrameDecoder, type FrameKind, type FrameLimits, type FrameMap } from "./index.ts";
import { pastRuns } from "./runs.ts";
import { sseEvents } from "./sse-events.ts";
import { sseLines } from "./sse-lines.ts";
import { strayText } from "./stray.ts";

type Framings = { readonly [K in FrameKind]: Framing<FrameMap[K]> };

const framings: Framings = { sse: sseEvents, "sse-lines": sseLines };

/** Server-sent events out of bytes: UTF-8 cut anywhere, any line end, bounded buffers; a pending event is delivered at the end. */
export const decoder: FrameDecoder = (kind, next, limits = FRAME_LIMITS) => framed(framings[kind], next, limits);

function framed<F>(framing: Framing<F>, next: Transducer<F>, limits: FrameLimits): Transducer<Uint8Array> {
  const text = utf8Lines();
  let isOver = false;
  let hasFrames = false;
  // All text so far, until a frame shows that this is a stream of events.
  let head = "";
  const framer = framing(
    {
      frame(frame) {
        if (isOver) return;
        hasFrames = true;
        next.push(frame);
      },
      overflow: () =>
        fail(
          "too_large",
          `a frame of the stream exceeds ${limits.frameChars} characters or ${limits.frameLines} lines`,
        ),
    },
    limits,
  );
  const { runs } = next;
  const push = runs === undefined ? read : pastRuns(read, { runs: runsOf(runs), longest: limits.frameChars });

  /** None once the stream is over. */
  function runsOf({ shape, take }: Runs): Runs {
    return {
      shape: () => (isOver ? undefined : shape()),
      take: (within) => (isOver ? within.length : take(within)),
    };
  }

  function fail(kind: FailureKind, message: string): void {
    if (isOver) return;
    isOver = true;
    next.stop({ stop: "transport", failure: { kind, message } });
  }

  function read(bytes: Uint8Array): string {
    if (isOver) return "";
    const piece = text.decode(bytes);
    framer.feed(piece);
    if (hasFrames) head = "";
    else if (head.length < limits.strayChars) head = (head + piece).slice(0, limits.strayChars);
    const fault = text.fault();
    if (fault !== undefined) fail("protocol", fault);
    return piece;
  }

  return {
    push,
    end() {
      if (isOver) return;
      framer.finish();
      if (isOver) return;
      isOver = true;
      next.end(hasFrames ? undefined : strayText(head));
    },
    stop(reason) {
      if (isOver) return;
      isOver = true;
      next.stop(reason);
    },
  };
}
