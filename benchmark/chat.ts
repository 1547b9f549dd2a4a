import { type Adapter, client, type Exchange, embed, type Reply, type Sink, type Step } from "@lintel/core";
import type { Host } from "@lintel/core/host";
import { adapters, directory } from "@lintel/providers";
import { across } from "./across.ts";
import { type Cost, measure } from "./measure.ts";
import { kilobytes, micros, type Row } from "./table.ts";

const SIZES = { "1 KB": 1024, "32 KB": 32 * 1024, "1 MB": 1024 * 1024 } as const;
const PREPARE_BUDGET = 20;
const PUSH_BUDGET = 1;
const ACROSS_BUDGET = 2;
export const FRAMES = 1000;

const WORD = "The lintel carries the load above the opening; nothing passes that it does not see. ";

function text(bytes: number): string {
  return WORD.repeat(Math.ceil(bytes / WORD.length)).slice(0, bytes);
}

const TOOL = {
  type: "function",
  function: {
    name: "get_weather",
    description: "The weather in a city.",
    parameters: {
      type: "object",
      properties: { city: { type: "string" }, unit: { enum: ["celsius", "fahrenheit"] } },
      required: ["city"],
    },
  },
};

export function kwargs(bytes: number, stream: boolean): Readonly<Record<string, unknown>> {
  const turns = Math.max(1, Math.floor(bytes / 8192));
  const messages = Array.from({ length: turns }, (_, at) => ({
    role: at % 2 ? "assistant" : "user",
    content: text(Math.floor((bytes - 600) / turns)),
  }));
  return {
    model: "openai/gpt-4o",
    api_key: "sk-bench",
    messages,
    tools: [TOOL],
    temperature: 0.2,
    ...(stream && { stream }),
  };
}

function reply(bytes: number): Reply {
  const message = { role: "assistant", content: text(bytes - 400), refusal: null };
  const usage = { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 };
  const body = {
    id: "chatcmpl-bench",
    object: "chat.completion",
    created: 1_700_000_000,
    model: "gpt-4o-2024-08-06",
    choices: [{ index: 0, message, logprobs: null, finish_reason: "stop" }],
    usage,
    system_fingerprint: "fp_bench",
  };
  return {
    status: 200,
    headers: [["content-type", "application/json"]],
    body: new TextEncoder().encode(JSON.stringify(body)),
  };
}

/** A frame of a stream; every second one has a member more, if the frames are not alike. */
function frame(at: number, areAlike: boolean): string {
  const delta = { content: ` token${at}`, ...(!areAlike && at % 2 && { refusal: null }) };
  return JSON.stringify({
    id: "chatcmpl-bench",
    object: "chat.completion.chunk",
    created: 1_700_000_000,
    model: "gpt-4o-2024-08-06",
    service_tier: "default",
    system_fingerprint: "fp_bench",
    choices: [{ index: 0, delta, logprobs: null, finish_reason: null }],
    usage: null,
  });
}

export function isChat(adapter: Adapter): adapter is Adapter<"chat"> {
  return adapter.route === "chat";
}

const CLOCK = { now: () => 1_700_000_000_000, id: () => "00112233445566778899aabbccddeeff" };

/** The call an adapter is given, caught on its way through the client. */
export async function caught(
  adapter: Adapter<"chat">,
  args: Readonly<Record<string, unknown>>,
): Promise<Exchange<"chat">> {
  let found: Exchange<"chat"> | undefined;
  const spy: Adapter<"chat"> = {
    ...adapter,
    prepare(call, given): Step {
      found = { call, given };
      return adapter.prepare(call, given);
    },
  };
  const host: Host = {
    send: async () => ({ sent: false, failure: { kind: "reset", message: "nothing is sent here" } }),
    supply: async () => ({ supplied: false, message: "nothing is supplied here" }),
    wait: async () => undefined,
    ...CLOCK,
  };
  const outcome = await client(host, { adapters: [spy], providers: directory, retries: "none" }).completion(args);
  if (found === undefined) throw new Error(`the call never reached prepare: ${JSON.stringify(outcome)}`);
  return found;
}

function cellsOf({ median, mean, p99, bytes }: Cost): Row["cells"] {
  return { "us median": micros(median), "us mean": micros(mean), "us p99": micros(p99), allocated: kilobytes(bytes) };
}

interface Lane {
  readonly group: string;
  readonly budget: number;
  readonly areAlike: boolean;
  /** The stages behind the wire. */
  behind(sink: Sink): Sink;
}

interface Pushed {
  readonly group: string;
  readonly name: string;
  readonly budget: number;
  readonly pushed: Cost;
  readonly native: Cost;
}

/** What a frame of a stream costs beside reading its JSON and nothing else. */
export function frameRow({ group, name, budget, pushed, native }: Pushed): Row {
  const above = (pushed.median - native.median) / FRAMES;
  return {
    group,
    name,
    cells: {
      "us median": micros(pushed.median / FRAMES),
      "us mean": micros(pushed.mean / FRAMES),
      "native parse": micros(native.median / FRAMES),
      "above native": micros(above),
      "us p99": micros(pushed.p99 / FRAMES),
      bytes: (pushed.bytes / FRAMES).toFixed(0),
    },
    budget: `<= ${budget} us above native`,
    isMet: above <= budget,
  };
}

function pushRow(adapter: Adapter<"chat">, exchange: Exchange<"chat">, lane: Lane): Row {
  const { group, budget, areAlike, behind } = lane;
  const mode = adapter.stream?.({ status: 200, headers: [["content-type", "text/event-stream"]] }, exchange);
  if (mode?.stream !== "transduce" || mode.frames !== "sse")
    throw new Error("the chat wire is expected to transduce SSE");
  const frames = Array.from({ length: FRAMES }, (_, at) => ({ data: frame(at, areAlike) }));
  let chunks = 0;
  const nothing = (): void => undefined;
  const sink = { chunk: () => void chunks++, usage: nothing, loss: nothing, fault: nothing, end: nothing };
  const pushed = measure(() => {
    const stage = mode.open(behind(sink));
    for (const it of frames) stage.push(it);
  });
  const native = measure(() => {
    for (const it of frames) JSON.parse(it.data);
  });
  if (chunks === 0) throw new Error("no chunk came out");
  const name = areAlike ? "push per frame, alike but for a text" : "push per frame, unlike the last";
  return frameRow({ group, name, budget, pushed, native });
}

/** The way from arguments to a plan, of it `prepare`, then `parse` and stream `push` of chat on its wire, at three sizes. */
export async function chatRows(): Promise<readonly Row[]> {
  const adapter = adapters.find((it): it is Adapter<"chat"> => isChat(it));
  if (adapter === undefined) throw new Error("there is no chat adapter");
  const rows: Row[] = [];
  const { completion } = embed({ adapters: [adapter], providers: directory, ...CLOCK });
  for (const [name, bytes] of Object.entries(SIZES)) {
    const args = kwargs(bytes, false);
    const cost = measure(() => completion(args));
    rows.push({
      group: "chat",
      name: `arguments to plan ${name}`,
      cells: cellsOf(cost),
    });
  }
  for (const [name, bytes] of Object.entries(SIZES)) {
    const exchange = await caught(adapter, kwargs(bytes, false));
    const cost = measure(() => adapter.prepare(exchange.call, exchange.given));
    const budget = name === "1 KB" && { budget: `<= ${PREPARE_BUDGET} us`, isMet: cost.median <= PREPARE_BUDGET };
    rows.push({
      group: "chat",
      name: `prepare ${name}`,
      cells: cellsOf(cost),
      ...budget,
    });
  }
  for (const [name, bytes] of Object.entries(SIZES)) {
    const exchange = await caught(adapter, kwargs(1024, false));
    const whole = reply(bytes);
    const cost = measure(() => adapter.parse(whole, exchange));
    rows.push({
      group: "chat",
      name: `parse ${name}`,
      cells: cellsOf(cost),
    });
  }
  const streamed = await caught(adapter, kwargs(1024, true));
  const chat = { group: "stream, openai to chat", budget: PUSH_BUDGET, behind: (sink: Sink) => sink };
  const behind = across("messages-over-chat", { model: "openai/gpt-4o", max_tokens: 99 });
  const events = { group: "stream, openai to anthropic events", budget: ACROSS_BUDGET, behind };
  const responses = {
    group: "stream, openai to responses events",
    budget: ACROSS_BUDGET,
    behind: across("responses-over-chat", { model: "openai/gpt-4o", input: "Hello", stream: true }),
  };
  const lanes = [chat, events, responses].flatMap((lane) =>
    [true, false].map((areAlike) => pushRow(adapter, streamed, { ...lane, areAlike })),
  );
  return [...rows, ...lanes];
}
