import type { Adapter, Exchange } from "@lintel/core";
import { adapters } from "@lintel/providers";
import { caught, FRAMES, frameRow, isChat, kwargs } from "./chat.ts";
import { measure } from "./measure.ts";
import type { Row } from "./table.ts";

const BUDGET = 2;

/** Blocks and their deltas, by what a stream says in them. */
const BLOCKS = {
  "a piece of text": {
    block: { type: "text", text: "" },
    delta: (at: number) => ({ type: "text_delta", text: ` token${at}` }),
  },
  "a piece of thought": {
    block: { type: "thinking", thinking: "", signature: "" },
    delta: (at: number) => ({ type: "thinking_delta", thinking: ` token${at}` }),
  },
  "a piece of arguments": {
    block: { type: "tool_use", id: "toolu_bench", name: "get_weather", input: {} },
    delta: (at: number) => ({ type: "input_json_delta", partial_json: ` token${at}` }),
  },
} as const;

type Says = keyof typeof BLOCKS;

/** A line of data; the provider pads it with spaces. */
function line(says: Says, at: number): string {
  const event = JSON.stringify({ type: "content_block_delta", index: 0, delta: BLOCKS[says].delta(at) });
  return `${event.slice(0, -1)}${" ".repeat(at % 9)}}`;
}

function eventRow(adapter: Adapter<"chat">, exchange: Exchange<"chat">, says: Says): Row {
  const mode = adapter.stream?.({ status: 200, headers: [["content-type", "text/event-stream"]] }, exchange);
  if (mode?.stream !== "transduce" || mode.frames !== "sse-lines") throw new Error("events are expected in lines");
  const start = JSON.stringify({ type: "content_block_start", index: 0, content_block: BLOCKS[says].block });
  const lines = Array.from({ length: FRAMES }, (_, at) => line(says, at));
  const nothing = (): void => undefined;
  let chunks = 0;
  const sink = { chunk: () => void chunks++, usage: nothing, loss: nothing, fault: nothing, end: nothing };
  const pushed = measure(() => {
    const stage = mode.open(sink);
    stage.push(start);
    for (const it of lines) stage.push(it);
  });
  const native = measure(() => {
    for (const it of lines) JSON.parse(it);
  });
  if (chunks < FRAMES) throw new Error("no chunk came out");
  const name = `push per frame, ${says}`;
  return frameRow({ group: "stream, anthropic to chat", name, budget: BUDGET, pushed, native });
}

/** `push` of a stream of Anthropic's messages that becomes chat chunks. */
export async function eventRows(): Promise<readonly Row[]> {
  const adapter = adapters.find((it): it is Adapter<"chat"> => isChat(it) && it.provider === "anthropic");
  if (adapter === undefined) throw new Error("there is no chat adapter of Anthropic's");
  const exchange = await caught(adapter, { ...kwargs(1024, true), model: "anthropic/claude-sonnet-4-5" });
  const said: readonly Says[] = ["a piece of text", "a piece of thought", "a piece of arguments"];
  return said.map((says) => eventRow(adapter, exchange, says));
}
