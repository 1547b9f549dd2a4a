import { type Client, client, type Kwargs, type Need, type Outcome } from "@lintel/core";
import type { Answer, BodyReader, Host } from "@lintel/core/host";
import { type Json, type JsonObject, parse, pythonCompact } from "@lintel/core/json";
import { adapters, bridges, directory } from "@lintel/providers";
import { modelFacts } from "@lintel/providers/model-facts";
import { micros, type Row } from "./table.ts";

const BATCH = 100;
const WARM_BATCHES = 150;
const BATCHES = 100;
const BUDGET = 15;
const KILOBYTE = 1024;

const SENTENCE = "The lintel carries the load above the opening; nothing passes that it does not see. ";

interface Lane {
  readonly name: string;
  readonly call: "completion" | "messages" | "responses";
  readonly model: string;
  readonly settings: JsonObject;
  readonly body: Readonly<Record<string, Json>>;
  readonly reply: Readonly<Record<string, Json>>;
}

function text(bytes: number): string {
  return SENTENCE.repeat(Math.ceil(bytes / SENTENCE.length)).slice(0, bytes);
}

const MESSAGES: Json = [
  { role: "system", content: "You are a helpful assistant. Answer in one sentence." },
  { role: "user", content: text(300) },
  { role: "assistant", content: text(200) },
  { role: "user", content: text(260) },
];

const CHAT_REPLY = {
  id: "chatcmpl-CbT3xQ9yYw2m7nDk1vUoAaBbCcDdE",
  object: "chat.completion",
  created: 1_762_000_000,
  model: "gpt-4o-mini-2024-07-18",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: text(360), refusal: null, annotations: [] },
      logprobs: null,
      finish_reason: "stop",
    },
  ],
  usage: {
    prompt_tokens: 190,
    completion_tokens: 80,
    total_tokens: 270,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  },
  service_tier: "default",
  system_fingerprint: "fp_560af6e559",
};

const MESSAGES_REPLY = {
  id: "msg_01XFDUDYJgAACzvnptvVoYEL",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5-20250929",
  content: [{ type: "text", text: text(560) }],
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: {
    input_tokens: 190,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
    output_tokens: 80,
    service_tier: "standard",
  },
};

const RESPONSES_REPLY = {
  id: "resp_67ccd3a9da748190baa7f1570fe91ac604becb25c45c1d41",
  object: "response",
  created_at: 1_762_000_000,
  status: "completed",
  background: false,
  error: null,
  incomplete_details: null,
  instructions: null,
  max_output_tokens: null,
  model: "gpt-4o-mini-2024-07-18",
  output: [
    {
      id: "msg_67ccd3acc8d48190a77525dc6de64b4104becb25c45c1d41",
      type: "message",
      status: "completed",
      content: [{ type: "output_text", annotations: [], logprobs: [], text: text(160) }],
      role: "assistant",
    },
  ],
  parallel_tool_calls: true,
  previous_response_id: null,
  reasoning: { effort: null, summary: null },
  store: true,
  temperature: 0.7,
  text: { format: { type: "text" } },
  tool_choice: "auto",
  tools: [],
  top_p: 0.9,
  truncation: "disabled",
  usage: {
    input_tokens: 190,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 80,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 270,
  },
  user: null,
  metadata: {},
};

const SAMPLING = { temperature: 0.2, max_tokens: 256 };

const LANES: readonly Lane[] = [
  {
    name: "chat on openai",
    call: "completion",
    model: "openai/gpt-4o-mini",
    settings: {},
    body: { model: "gpt-4o-mini", messages: MESSAGES, ...SAMPLING },
    reply: CHAT_REPLY,
  },
  {
    name: "messages over chat on openai",
    call: "messages",
    model: "openai/gpt-4o-mini",
    settings: { use_chat_completions_url_for_anthropic_messages: true },
    body: {
      model: "claude",
      system: "You are a helpful assistant. Answer in one sentence.",
      messages: [
        { role: "user", content: text(300) },
        { role: "assistant", content: text(200) },
        { role: "user", content: [{ type: "text", text: text(230) }] },
      ],
      ...SAMPLING,
    },
    reply: CHAT_REPLY,
  },
  {
    name: "messages on anthropic",
    call: "messages",
    model: "anthropic/claude-sonnet-4-5",
    settings: {},
    body: {
      model: "claude",
      system: "You are a helpful assistant. Answer in one sentence.",
      messages: [
        { role: "user", content: text(300) },
        { role: "assistant", content: text(200) },
        { role: "user", content: [{ type: "text", text: text(230) }] },
      ],
      ...SAMPLING,
    },
    reply: MESSAGES_REPLY,
  },
  {
    name: "responses on openai",
    call: "responses",
    model: "openai/gpt-4o-mini",
    settings: {},
    body: { model: "gpt", instructions: text(120), input: text(700), temperature: 0.2, max_output_tokens: 256 },
    reply: RESPONSES_REPLY,
  },
];

/** Where the time of a batch went, in milliseconds. */
interface Spent {
  parse: number;
  before: number;
  after: number;
  receipt: number;
  print: number;
}

interface Stage {
  readonly host: Host;
  /** When the request went out and the reply came. */
  readonly sentAt: () => number;
}

const DONE: BodyReader = { read: async () => ({ read: "end" }), cancel: () => undefined };

function replying(reply: Uint8Array): Stage {
  let sentAt = 0;
  const head = { status: 200, headers: [["content-type", "application/json"]] as const };
  const first = { read: "bytes", bytes: reply } as const;
  const host: Host = {
    async send() {
      sentAt = performance.now();
      let isRead = false;
      const body: BodyReader = {
        async read() {
          if (isRead) return DONE.read();
          isRead = true;
          return first;
        },
        cancel: () => undefined,
      };
      return { sent: true, head, body };
    },
    // Only secrets are asked for, and may be absent.
    supply: async <N extends Need>() => ({ supplied: true, value: undefined }) as Answer<N>,
    wait: async () => undefined,
    now: () => 1_762_000_000_000,
    id: () => "00112233445566778899aabbccddeeff",
  };
  return { host, sentAt: () => sentAt };
}

type Answered = Extract<Outcome, { readonly outcome: "value" }>;

function answerOf(outcome: Outcome): Answered {
  if (outcome.outcome !== "value") throw new Error(`no value came: ${JSON.stringify(outcome)}`);
  return outcome;
}

interface Path {
  readonly lane: Lane;
  readonly client: Client;
  readonly stage: Stage;
  readonly body: Uint8Array;
}

/** One call as a gateway makes it: bytes in, text out. */
async function once({ lane, client, stage, body }: Path, spent: Spent): Promise<number> {
  const began = performance.now();
  const read = parse(new TextDecoder().decode(body));
  if (!read.ok) throw new Error(read.message);
  const asked = read.value as JsonObject;
  const kwargs: Kwargs = {
    ...asked,
    model: lane.model,
    api_key: "sk-bench-0123456789",
    api_base: "http://upstream/v1",
  };
  const parsed = performance.now();
  const outcome = await client[lane.call](kwargs);
  const answered = performance.now();
  const answer = answerOf(outcome);
  const billed = await answer.receipt?.();
  if (billed?.billed !== true) throw new Error(`no receipt came: ${JSON.stringify(billed)}`);
  const priced = performance.now();
  const printed = pythonCompact(answer.value);
  const ended = performance.now();
  const sent = stage.sentAt();
  spent.parse += parsed - began;
  spent.before += sent - parsed;
  spent.after += answered - sent;
  spent.receipt += priced - answered;
  spent.print += ended - priced;
  return printed.length;
}

async function batch(path: Path): Promise<Spent> {
  const spent = { parse: 0, before: 0, after: 0, receipt: 0, print: 0 };
  for (let at = 0; at < BATCH; at++) await once(path, spent);
  return spent;
}

/** The fastest tenth's end: another process on the machine moves a median. */
function undisturbed(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 10)] ?? Number.NaN;
}

async function laneRow(lane: Lane): Promise<Row> {
  const encoder = new TextEncoder();
  const body = encoder.encode(JSON.stringify(lane.body));
  const reply = encoder.encode(JSON.stringify(lane.reply));
  const stage = replying(reply);
  const own = client(stage.host, {
    adapters,
    bridges,
    providers: directory,
    settings: lane.settings,
    env: {},
    retries: "none",
    arguments: "parsed",
    facts: modelFacts(),
  });
  const path: Path = { lane, client: own, stage, body };
  for (let at = 0; at < WARM_BATCHES; at++) await batch(path);
  const batches: Spent[] = [];
  for (let at = 0; at < BATCHES; at++) batches.push(await batch(path));
  const phase = (of: (spent: Spent) => number): number => (undisturbed(batches.map(of)) * 1000) / BATCH;
  const whole = phase(({ parse, before, after, receipt, print }) => parse + before + after + receipt + print);
  return {
    group: "chat call, whole path",
    name: lane.name,
    cells: {
      "KB in": (body.length / KILOBYTE).toFixed(2),
      "KB back": (reply.length / KILOBYTE).toFixed(2),
      "parse body": micros(phase(({ parse }) => parse)),
      "to send": micros(phase(({ before }) => before)),
      "to answer": micros(phase(({ after }) => after)),
      receipt: micros(phase(({ receipt }) => receipt)),
      print: micros(phase(({ print }) => print)),
      "us in all": micros(whole),
    },
    budget: `<= ${BUDGET} us`,
    isMet: whole <= BUDGET,
  };
}

/** What a small call costs besides its plumbing, from the bytes of its body to the text of its answer, by phase. */
export async function wholePathRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const lane of LANES) rows.push(await laneRow(lane));
  return rows;
}
