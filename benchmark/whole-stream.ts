import { type Client, client, type Kwargs, type Need } from "@lintel/core";
import type { Answer, BodyRead, Host } from "@lintel/core/host";
import { alikePrinter, type JsonObject, pythonCompact, pythonDumps } from "@lintel/core/json";
import { adapters, bridges, directory } from "@lintel/providers";
import { modelFacts } from "@lintel/providers/model-facts";
import { micros, type Row } from "./table.ts";

const FRAMES = 500;
const WARM = 60;
const RUNS = 60;
/** Frames that come in one read: each alone where they are paced, many where nobody waits. */
const TOGETHER = { "a frame a read": 1, "16 frames a read": 16 } as const;

interface Lane {
  readonly name: string;
  readonly call: "completion" | "messages" | "responses";
  readonly model: string;
  readonly settings: JsonObject;
  readonly frames: readonly string[];
  readonly budget: number;
  /** Whether the provider's bytes are taken. */
  readonly relays: boolean;
  framer(): (chunk: JsonObject) => string;
}

function numbered(frame: (at: number) => string): readonly string[] {
  return Array.from({ length: FRAMES }, (_, at) => frame(at));
}

const CHUNK = {
  id: "chatcmpl-CbT3xQ9yYw2m7nDk1vUoAaBbCcDdE",
  object: "chat.completion.chunk",
  created: 1_762_000_000,
  model: "gpt-4o-mini-2024-07-18",
  service_tier: "default",
  system_fingerprint: "fp_560af6e559",
};

function chunk(delta: JsonObject, finish: string | null, more: JsonObject = {}): string {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: finish }];
  return `data: ${JSON.stringify({ ...CHUNK, choices, usage: null, obfuscation: "aX9bQ2", ...more })}\n\n`;
}

const CHAT = [
  chunk({ role: "assistant", content: "", refusal: null }, null),
  ...numbered((at) => chunk({ content: ` token${at}` }, null)),
  chunk({}, "stop"),
  chunk({}, null, { choices: [], usage: { prompt_tokens: 9, completion_tokens: FRAMES, total_tokens: FRAMES + 9 } }),
  "data: [DONE]\n\n",
];

function event(data: Readonly<Record<string, unknown>>): string {
  return `event: ${String(data.type)}\ndata: ${JSON.stringify(data)}\n\n`;
}

const USAGE = { input_tokens: 9, output_tokens: 1 };
const MESSAGE = { id: "msg_1", type: "message", role: "assistant", model: "claude", content: [], usage: USAGE };
const MESSAGES = [
  event({ type: "message_start", message: { ...MESSAGE, stop_reason: null, stop_sequence: null } }),
  event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
  ...numbered((at) =>
    event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: ` token${at}` } }),
  ),
  event({ type: "content_block_stop", index: 0 }),
  event({
    type: "message_delta",
    delta: { stop_reason: "end_turn", stop_sequence: null },
    usage: { output_tokens: 9 },
  }),
  event({ type: "message_stop" }),
];

const TEXT = { type: "output_text", text: "all", annotations: [], logprobs: [] };
const ITEM = { id: "msg_1", type: "message", role: "assistant", status: "completed", content: [TEXT] };
const RESPONSE = {
  id: "resp_1",
  object: "response",
  created_at: 1_762_000_000,
  model: "gpt-4o-mini",
  status: "completed",
};
const COUNTED = { input_tokens: 9, output_tokens: 9, total_tokens: 18 };
const RESPONSES = [
  event({ type: "response.created", sequence_number: 0, response: { ...RESPONSE, status: "in_progress", output: [] } }),
  event({ type: "response.output_item.added", sequence_number: 1, output_index: 0, item: { ...ITEM, content: [] } }),
  ...numbered((at) =>
    event({
      type: "response.output_text.delta",
      sequence_number: at + 2,
      item_id: "msg_1",
      output_index: 0,
      content_index: 0,
      delta: ` token${at}`,
      logprobs: [],
      obfuscation: "aX9bQ2",
    }),
  ),
  event({ type: "response.output_item.done", sequence_number: FRAMES + 2, output_index: 0, item: ITEM }),
  event({
    type: "response.completed",
    sequence_number: FRAMES + 3,
    response: { ...RESPONSE, output: [ITEM], usage: COUNTED },
  }),
];

function dataFramer(): (value: JsonObject) => string {
  const print = alikePrinter(pythonCompact);
  return (value) => `data: ${print({ ...value, model: "asked" })}\n\n`;
}

function eventFramer(): (value: JsonObject) => string {
  const print = alikePrinter(pythonDumps);
  return (value) => `event: ${String(value.type)}\ndata: ${print(value)}\n\n`;
}

const OPENAI = { model: "openai/gpt-4o-mini", settings: {}, relays: false } as const;
const LANES: readonly Lane[] = [
  { ...OPENAI, name: "chat on openai", call: "completion", frames: CHAT, budget: 1, framer: dataFramer },
  {
    ...OPENAI,
    name: "messages over chat on openai",
    call: "messages",
    settings: { use_chat_completions_url_for_anthropic_messages: true },
    frames: CHAT,
    budget: 2,
    framer: eventFramer,
  },
  {
    name: "messages on anthropic, relayed",
    call: "messages",
    model: "anthropic/claude-sonnet-4-5",
    settings: {},
    frames: MESSAGES,
    relays: true,
    budget: 1,
    framer: eventFramer,
  },
  {
    name: "chat on anthropic",
    call: "completion",
    model: "anthropic/claude-sonnet-4-5",
    settings: {},
    frames: MESSAGES,
    relays: false,
    budget: 2,
    framer: dataFramer,
  },
  {
    ...OPENAI,
    name: "responses on openai",
    call: "responses",
    frames: RESPONSES,
    budget: 1,
    framer: dataFramer,
  },
];

function reads(frames: readonly string[], together: number): readonly BodyRead[] {
  const encoder = new TextEncoder();
  const count = Math.ceil(frames.length / together);
  return Array.from({ length: count }, (_, at) => ({
    read: "bytes",
    bytes: encoder.encode(frames.slice(at * together, (at + 1) * together).join("")),
  }));
}

function streaming(pieces: readonly BodyRead[]): Host {
  const head = { status: 200, headers: [["content-type", "text/event-stream"]] as const };
  return {
    async send() {
      let at = 0;
      return {
        sent: true,
        head,
        body: { read: async () => pieces[at++] ?? { read: "end" }, cancel: () => undefined },
      };
    },
    supply: async <N extends Need>() => ({ supplied: true, value: undefined }) as Answer<N>,
    wait: async () => undefined,
    now: () => 1_762_000_000_000,
    id: () => "00112233445566778899aabbccddeeff",
  };
}

const ASKED: Kwargs = {
  messages: [{ role: "user", content: "Hello" }],
  input: "Hello",
  max_tokens: 256,
  max_output_tokens: 256,
  stream: true,
  api_key: "sk-bench-0123456789",
  api_base: "http://upstream/v1",
};

function kwargsOf({ call, model }: Lane): Kwargs {
  const { messages, input, max_tokens, max_output_tokens, ...rest } = ASKED;
  const own = call === "responses" ? { input, max_output_tokens } : { messages, max_tokens };
  return { ...rest, ...own, model };
}

/** One stream as a gateway hands it on: bytes in, bytes out. */
async function once(lane: Lane, own: Client, encoder: TextEncoder): Promise<number> {
  const outcome = await own[lane.call](kwargsOf(lane));
  if (outcome.outcome !== "stream") throw new Error(`no stream came: ${JSON.stringify(outcome)}`);
  const frame = lane.framer();
  let text = "";
  let written = 0;
  const pump = outcome.stream.start({
    chunk: (it) => {
      text += frame(it);
    },
    usage: () => undefined,
    loss: () => undefined,
    fault: (fault) => {
      throw new Error(fault.message);
    },
    end: () => undefined,
    ...(lane.relays && {
      bytes: (bytes: Uint8Array) => {
        written += bytes.length;
      },
    }),
  });
  while (await pump.read()) {
    written += encoder.encode(text).length;
    text = "";
  }
  return written + text.length;
}

async function laneRow(lane: Lane, name: keyof typeof TOGETHER): Promise<Row> {
  const host = streaming(reads(lane.frames, TOGETHER[name]));
  const own = client(host, {
    adapters,
    bridges,
    providers: directory,
    settings: lane.settings,
    env: {},
    retries: "none",
    arguments: "parsed",
    facts: modelFacts(),
  });
  const encoder = new TextEncoder();
  for (let at = 0; at < WARM; at++) if ((await once(lane, own, encoder)) === 0) throw new Error("nothing came out");
  const times: number[] = [];
  for (let at = 0; at < RUNS; at++) {
    const began = performance.now();
    await once(lane, own, encoder);
    times.push(((performance.now() - began) * 1000) / lane.frames.length);
  }
  const us = times.toSorted((a, b) => a - b)[Math.floor(times.length / 10)] ?? Number.NaN;
  return {
    group: "stream, whole path",
    name: `${lane.name}, ${name}`,
    cells: { "us per frame": micros(us) },
    budget: `<= ${lane.budget} us`,
    isMet: us <= lane.budget,
  };
}

/** What a frame of a stream takes from the bytes of the provider to the bytes for the caller, its printing among it. */
export async function wholeStreamRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const lane of LANES) {
    rows.push(await laneRow(lane, "a frame a read"));
    rows.push(await laneRow(lane, "16 frames a read"));
  }
  return rows;
}
