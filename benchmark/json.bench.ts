import { fileURLToPath } from "node:url";
import { type Json, type Printed, type Printer, parse, print } from "../packages/core/src/json/index.ts";

/** One measurement: megabytes a second here and by native JSON, on one payload. */
export interface JsonRow {
  readonly payload: string;
  readonly operation: string;
  readonly mbPerSecond: number;
  readonly nativeMbPerSecond: number;
  /** Share of native speed that is asked for; absent where none is. */
  readonly budget?: number;
}

interface Payload {
  readonly name: string;
  readonly value: unknown;
  /** The same payload with numbers that need care, as text replacements. */
  readonly careful: readonly (readonly [from: string | RegExp, to: string])[];
  readonly budget: number;
}

const WORDS =
  "the gateway translates a request into the dialect of a provider and the answer back it counts tokens and prices them".split(
    " ",
  );

const PRINTERS: readonly Printer[] = ["pythonDumps", "pythonCompact", "wireCompact", "orjson"];

/** No careful document may take longer than three times native parsing. */
const CAREFUL_BUDGET = 1 / 3;

const next = chance(42);

const PAYLOADS: readonly Payload[] = [
  {
    name: "chat, 100 KB of long strings",
    value: {
      model: "gpt-4o",
      messages: Array.from({ length: 24 }, (_, at) => ({ role: at % 2 ? "assistant" : "user", content: prose(4100) })),
      temperature: 0.7,
      max_tokens: 1024,
    },
    careful: [["0.7", "1.0"]],
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
    careful: [[/\[-?0\.\d+/g, "[1.0"]],
    budget: 0.2,
  },
  {
    name: "small tool call",
    value: toolCall(),
    careful: [['"total_tokens":99', '"total_tokens":99,"cost":1.0,"seed":12345678901234567890']],
    budget: 0.4,
  },
  {
    name: "logprobs, 200 tokens",
    value: { choices: [{ logprobs: { content: Array.from({ length: 200 }, (_, at) => logprob(at)) } }] },
    careful: [[/"logprob":-0\.1\d*/g, '"logprob":-0.0']],
    budget: 0.4,
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

/** One round of 30 ms: microseconds a run. */
function round(size: number, run: () => unknown): number {
  globalThis.gc?.();
  const start = performance.now();
  let count = 0;
  let now = start;
  while (now - start < 30) {
    for (let at = 0; at < 1 + 2e4 / size; at++, count++) run();
    now = performance.now();
  }
  return (1000 * (now - start)) / count;
}

/** The best of eight rounds of each, taken by turns so that a busy machine hinders both alike, after two to warm up. */
function compare({ size, ours, native }: Comparison): Pick<JsonRow, "mbPerSecond" | "nativeMbPerSecond"> {
  const rounds = Array.from({ length: 10 }, () => [round(size, ours), round(size, native)] as const).slice(2);
  const best = (at: 0 | 1): number => size / Math.min(...rounds.map((times) => times[at]));
  return { mbPerSecond: best(0), nativeMbPerSecond: best(1) };
}

interface Comparison {
  readonly size: number;
  readonly ours: () => unknown;
  readonly native: () => unknown;
}

function rows({ name, value, careful, budget }: Payload): readonly JsonRow[] {
  const text = JSON.stringify(value);
  const carefulText = careful.reduce((changed, [from, to]) => changed.replace(from, to), text);
  const parsed = parse(text);
  if (!parsed.ok || carefulText === text) throw new Error(`${name} is not what it should be`);
  const json: Json = parsed.value;
  const parseRow = (operation: string, source: string, share: number): JsonRow => ({
    payload: name,
    operation,
    budget: share,
    ...compare({ size: source.length, ours: () => parse(source), native: () => JSON.parse(source) }),
  });
  // A printed text is a rope until a unit of it is read.
  const printRow = (printer: Printer): JsonRow => ({
    payload: name,
    operation: `print ${printer}`,
    budget,
    ...compare({
      size: text.length,
      ours: () => textOf(print(json, printer)).charCodeAt(1),
      native: () => JSON.stringify(value).charCodeAt(1),
    }),
  });
  return [
    parseRow("parse", text, budget),
    parseRow("parse with care", carefulText, CAREFUL_BUDGET),
    ...PRINTERS.map(printRow),
  ];
}

function textOf(printed: Printed): string {
  return printed.ok ? printed.text : printed.message;
}

/** Parses and prints each payload here and natively. */
export function benchJson(): readonly JsonRow[] {
  return PAYLOADS.flatMap(rows);
}

function line({ payload, operation, mbPerSecond, nativeMbPerSecond, budget = 0 }: JsonRow): string {
  const share = mbPerSecond / nativeMbPerSecond;
  const cells = [
    mbPerSecond.toFixed(0),
    nativeMbPerSecond.toFixed(0),
    `${(100 * share).toFixed(0)}%`,
    `${(100 * budget).toFixed(0)}%`,
  ];
  return `${payload.padEnd(30)}${operation.padEnd(22)}${cells.map((cell) => cell.padStart(8)).join("")}${share < budget ? "  short" : ""}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`${"payload".padEnd(30)}${"operation".padEnd(22)}    MB/s  native   share  budget`);
  for (const row of benchJson()) console.log(line(row));
}
