import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createLintel, type TokenCounterArgs } from "@lintel/host-node";
import type { Row } from "./table.ts";
import { collectedBytes, steady, timed } from "./timing.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const CHAT_BYTES = 100 * 1024;
const LETTERS = 1_000_000;
const GROUP = "tokens";

/** Models by the tokenizer that counts them. */
const MODELS = { o200k_base: "gpt-4o", cl100k_base: "gpt-4", "Claude's": "claude-sonnet-4-5" } as const;

type Lintel = ReturnType<typeof createLintel>;

/** Prose and code of this repository, as turns of a chat. */
function chat(): NonNullable<TokenCounterArgs["messages"]> {
  const files = ["docs/architecture.md", "parity-fixtures/README.md", "packages/core/src/run.ts"];
  const text = files.map((file) => readFileSync(`${ROOT}${file}`, "utf8")).join("\n");
  const whole = text.repeat(Math.ceil(CHAT_BYTES / text.length)).slice(0, CHAT_BYTES);
  const size = Math.ceil(whole.length / 20);
  return Array.from({ length: 20 }, (_, at) => ({
    role: at % 2 === 0 ? "user" : "assistant",
    content: whole.slice(at * size, (at + 1) * size),
  }));
}

async function chatRow(lintel: Lintel, name: keyof typeof MODELS): Promise<Row> {
  const args = { model: MODELS[name], messages: chat() };
  const before = collectedBytes();
  const first = await timed(() => lintel.tokenCounter(args));
  const kept = collectedBytes() - before;
  const { tokens } = await lintel.tokenCounter(args);
  const ms = await steady(() => lintel.tokenCounter(args));
  return {
    group: GROUP,
    name: `100 KB chat, ${name}`,
    cells: {
      tokens: String(tokens),
      "ms first": first.toFixed(0),
      "ms steady": ms.toFixed(1),
      "MB kept": (kept / 2 ** 20).toFixed(1),
    },
  };
}

/** The longest time nothing else could run during some work, in milliseconds. */
async function blocked(work: () => Promise<unknown>): Promise<number> {
  let last = performance.now();
  let longest = 0;
  const tick = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(tick, 1);
  await work();
  await new Promise((resolve) => setTimeout(resolve, 5));
  clearInterval(timer);
  return longest;
}

async function letterRow(countIn: "thread" | "worker", model: string): Promise<Row> {
  const lintel = createLintel({ env: {}, http: { tokenizers: { countIn } } });
  await lintel.tokenCounter({ model, text: "x" });
  const text = "a".repeat(LETTERS);
  const ms = await steady(() => lintel.tokenCounter({ model, text }));
  const longest = await blocked(() => lintel.tokenCounter({ model, text }));
  await lintel.close();
  return {
    group: GROUP,
    name: `1 MB of one letter, ${model}, in a ${countIn}`,
    cells: { "ms steady": ms.toFixed(0), "ms blocked": longest.toFixed(0) },
    budget: "< 2,000 ms",
    isMet: ms < 2000,
  };
}

/** Counting a chat of 100 KB, with what its tokenizer costs in time and memory, and a text that is quadratic to count naively. */
export async function tokenRows(): Promise<readonly Row[]> {
  const lintel = createLintel({ env: {} });
  const rows: Row[] = [];
  for (const name of ["o200k_base", "cl100k_base", "Claude's"] as const) rows.push(await chatRow(lintel, name));
  for (const countIn of ["thread", "worker"] as const) rows.push(await letterRow(countIn, "gpt-4o"));
  rows.push(await letterRow("thread", "claude-sonnet-4-5"));
  await lintel.close();
  return rows;
}
