import type { Raised } from "../../faults/index.ts";

/** Characters of a body that is no stream, quoted in the fault. */
const EXCERPT = 500;

/** What is raised where a stream ends before its message has stopped. */
export function cutShort({
  stray,
  hasEvents,
}: {
  readonly stray: string | undefined;
  readonly hasEvents: boolean;
}): Raised {
  const nothing =
    stray === undefined ? "the stream is empty" : `the answer is no stream of events: ${stray.slice(0, EXCERPT)}`;
  const text = hasEvents ? "the stream ended before message_stop" : nothing;
  return { text, failure: { kind: "protocol", message: text } };
}
