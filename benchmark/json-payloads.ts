const WORDS =
  "the gateway translates a request into the dialect of a provider and the answer back it counts tokens and prices them".split(
    " ",
  );

const CHINESE = "网关把请求翻译成供应商的方言，再把答案翻译回来，并计算用量。\n";

/** One value to parse and print. */
export interface Payload {
  readonly name: string;
  readonly value: unknown;
  /** What gives the text numbers that need care. */
  readonly careful: readonly [from: string | RegExp, to: string];
  /** Share of native speed that is asked for; absent where none is. */
  readonly budget?: number;
}

const next = chance(42);

/** The payloads of the budgets, and two that are as common. */
export const PAYLOADS: readonly Payload[] = [
  {
    name: "chat, 100 KB of long strings",
    value: {
      model: "gpt-4o",
      messages: Array.from({ length: 24 }, (_, at) => ({ role: at % 2 ? "assistant" : "user", content: prose(4100) })),
      temperature: 0.7,
      max_tokens: 1024,
    },
    careful: ["0.7", "1.0"],
    budget: 0.6,
  },
  {
    name: "embeddings, 8 x 1536 floats",
    value: {
      object: "list",
      model: "text-embedding-3-small",
      data: Array.from({ length: 8 }, (_, index) => ({ object: "embedding", index, embedding: vector(1536) })),
      usage: { prompt_tokens: 8, total_tokens: 8 },
    },
    careful: [/\[-?0\.\d+/, "[1.0"],
    budget: 0.2,
  },
  {
    name: "small tool call",
    value: toolCall(),
    careful: ['"total_tokens":99', '"total_tokens":99,"cost":1.0,"seed":12345678901234567890'],
    budget: 0.4,
  },
  {
    name: "chat in Chinese, 100 KB",
    value: { messages: Array.from({ length: 24 }, () => ({ role: "user", content: CHINESE.repeat(45) })), top_p: 0.7 },
    careful: ["0.7", "1.0"],
  },
  {
    name: "logprobs, 200 tokens",
    value: { choices: [{ logprobs: { content: Array.from({ length: 200 }, (_, at) => logprob(at)) } }] },
    careful: [/"logprob":-0\.1\d*/g, '"logprob":-0.0'],
  },
];

function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function prose(length: number): string {
  let text = "";
  while (text.length < length) {
    const end = next() < 0.06 ? ".\n" : next() < 0.02 ? ' "so" ' : " ";
    text += (WORDS[Math.floor(next() * WORDS.length)] ?? "") + end;
  }
  return text;
}

function vector(size: number): readonly number[] {
  return Array.from({ length: size }, () => (next() + next() + next() - 1.5) / 20);
}

function toolCall(): unknown {
  const call = { name: "get_weather", arguments: '{"city":"Paris","unit":"celsius"}' };
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1700000000,
    model: "gpt-4o-2024-08-06",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: null, tool_calls: [{ id: "call_1", type: "function", function: call }] },
        finish_reason: "tool_calls",
      },
    ],
    usage: { prompt_tokens: 82, completion_tokens: 17, total_tokens: 99 },
  };
}

function logprob(at: number): unknown {
  return { token: `token${at}`, logprob: -next(), bytes: [116, 111, 107], top_logprobs: [] };
}
