import type { Adapter, Exchange } from "@lintel/core";
import { adapters } from "@lintel/providers";
import { measure } from "./measure.ts";
import type { Row } from "./table.ts";

const EVENTS = 1000;
const PLACE = { item_id: "msg_bench", output_index: 0, content_index: 0 };

const EXCHANGE: Exchange<"responses"> = {
  given: {},
  call: {
    route: "responses",
    provider: "openai",
    model: "gpt-4.1",
    requestedModel: "openai/gpt-4.1",
    id: "00112233445566778899aabbccddeeff",
    now: 1_700_000_000,
    input: { asks: "create", input: "Hello", params: { stream: true }, extra: {}, marks: { isSealing: false } },
    stream: true,
    target: { isDefault: true, headers: [], options: {} },
    policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
    settings: {},
  },
};

function isResponses(adapter: Adapter): adapter is Adapter<"responses"> {
  return adapter.route === "responses";
}

/** A delta of a text, as OpenAI sends it. */
function delta(at: number): string {
  const said = { delta: ` token${at}`, logprobs: [], obfuscation: "aX9bQ2", sequence_number: at };
  return JSON.stringify({ type: "response.output_text.delta", ...PLACE, ...said });
}

/** What an event of a responses stream takes from its frame to the sink. */
export function responsesRows(): readonly Row[] {
  const adapter = adapters.find(isResponses);
  const mode = adapter?.stream?.({ status: 200, headers: [] }, EXCHANGE);
  if (mode?.stream !== "transduce" || mode.frames !== "sse")
    throw new Error("the responses wire is expected to transduce SSE");
  const frames = Array.from({ length: EVENTS }, (_, at) => ({ data: delta(at) }));
  let chunks = 0;
  const nothing = (): void => undefined;
  const sink = { chunk: () => void chunks++, usage: nothing, loss: nothing, fault: nothing, end: nothing };
  const pushed = measure(() => {
    const stage = mode.open(sink);
    for (const it of frames) stage.push(it);
  });
  const native = measure(() => {
    for (const it of frames) JSON.parse(it.data);
  });
  if (chunks === 0) throw new Error("no event came out");
  const each = (microseconds: number): string => (microseconds / EVENTS).toFixed(2);
  return [
    {
      group: "responses",
      name: "push per event, a text's delta",
      cells: {
        "us median": each(pushed.median),
        "us mean": each(pushed.mean),
        "native parse": each(native.median),
        "above native": each(pushed.median - native.median),
        bytes: (pushed.bytes / EVENTS).toFixed(0),
      },
    },
  ];
}
