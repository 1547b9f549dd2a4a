import type { Adapter, Exchange, Sink } from "@lintel/core";
import { adapters } from "@lintel/providers";
import { across } from "./across.ts";
import { FRAMES, frameRow } from "./chat.ts";
import { measure } from "./measure.ts";
import type { Row } from "./table.ts";

const NATIVE_BUDGET = 1;
const ACROSS_BUDGET = 2;

/** Events that begin an item and say more of it, by what a stream says in them. */
const ITEMS = {
  "a piece of text": {
    item: { id: "item_bench", type: "message", role: "assistant", content: [], status: "in_progress" },
    delta: { type: "response.output_text.delta", content_index: 0, logprobs: [] },
  },
  "a piece of thought": {
    item: { id: "item_bench", type: "reasoning", summary: [] },
    delta: { type: "response.reasoning_summary_text.delta", summary_index: 0 },
  },
  "a piece of arguments": {
    item: { id: "item_bench", type: "function_call", call_id: "call_bench", name: "get_weather", arguments: "" },
    delta: { type: "response.function_call_arguments.delta" },
  },
} as const;

type Says = keyof typeof ITEMS;

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

interface Lane {
  readonly group: string;
  readonly budget: number;
  /** The stages behind the wire. */
  behind(sink: Sink): Sink;
}

/** What OpenAI sends of one item, padded as it pads. */
function frames(says: Says): readonly { readonly data: string }[] {
  const { item, delta } = ITEMS[says];
  const added = { type: "response.output_item.added", output_index: 0, item, sequence_number: 0 };
  const deltas = Array.from({ length: FRAMES }, (_, at) => ({
    ...delta,
    item_id: item.id,
    output_index: 0,
    delta: ` token${at}`,
    obfuscation: "aX9bQ2",
    sequence_number: at + 1,
  }));
  return [added, ...deltas].map((event) => ({ data: JSON.stringify(event) }));
}

function eventRow(adapter: Adapter<"responses">, says: Says, { group, budget, behind }: Lane): Row {
  const mode = adapter.stream?.({ status: 200, headers: [] }, EXCHANGE);
  if (mode?.stream !== "transduce" || mode.frames !== "sse")
    throw new Error("the responses wire is expected to transduce SSE");
  const sent = frames(says);
  const nothing = (): void => undefined;
  let chunks = 0;
  const sink = { chunk: () => void chunks++, usage: nothing, loss: nothing, fault: nothing, end: nothing };
  const pushed = measure(() => {
    const stage = mode.open(behind(sink));
    for (const it of sent) stage.push(it);
  });
  const native = measure(() => {
    for (const it of sent) JSON.parse(it.data);
  });
  if (chunks < FRAMES) throw new Error("no event came out");
  return frameRow({ group, name: `push per event, ${says}`, budget, pushed, native });
}

/** What an event of a responses stream takes from its frame to the sink: as it is, as a chat chunk, as Anthropic's events. */
export function responsesRows(): readonly Row[] {
  const adapter = adapters.find((it): it is Adapter<"responses"> => it.route === "responses");
  if (adapter === undefined) throw new Error("there is no responses adapter");
  const { model } = EXCHANGE.call;
  const lanes: readonly Lane[] = [
    { group: "stream, responses", budget: NATIVE_BUDGET, behind: (sink) => sink },
    {
      group: "stream, chat over responses",
      budget: ACROSS_BUDGET,
      behind: across("chat-over-responses", { model, optional_params: { stream: true } }),
    },
    {
      group: "stream, messages over responses",
      budget: ACROSS_BUDGET,
      behind: across("messages-over-responses", { model, max_tokens: 99, stream: true }),
    },
  ];
  const said: readonly Says[] = ["a piece of text", "a piece of thought", "a piece of arguments"];
  return lanes.flatMap((lane) => said.map((says) => eventRow(adapter, says, lane)));
}
