import { createLintel } from "@lintel/host-node";
import { modelFacts } from "@lintel/providers/model-facts";
import type { Row } from "./table.ts";
import { collectedBytes, steady, timed } from "./timing.ts";

const CALLS = 1000;
const GROUP = "costs";

const USAGE = {
  prompt_tokens: 1200,
  completion_tokens: 77,
  total_tokens: 1277,
  prompt_tokens_details: { cached_tokens: 1024, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 64, audio_tokens: 0 },
};

/** An answer of each kind of reckoning: by tokens and cache, by a vendor's own rules, by pages. */
const ASKED = {
  "gpt-4o, cached": { completion_response: { model: "gpt-4o", choices: [], usage: USAGE } },
  "claude-opus-4-6, cached": {
    completion_response: { model: "claude-opus-4-6", choices: [], usage: USAGE },
    custom_llm_provider: "anthropic",
  },
  "mistral-ocr, 12 pages": {
    completion_response: { model: "mistral-ocr-latest", pages: [], usage_info: { pages_processed: 12 } },
    custom_llm_provider: "mistral",
    call_type: "aocr",
  },
} as const;

async function factsRow(): Promise<Row> {
  const before = collectedBytes();
  const first = await timed(async () => modelFacts().row("gpt-4o"));
  const kept = collectedBytes() - before;
  return {
    group: GROUP,
    name: `model facts, ${modelFacts().names().length} rows: opened, one read`,
    cells: { "ms first": first.toFixed(1), "MB kept": (kept / 2 ** 20).toFixed(1) },
  };
}

async function costRow(name: keyof typeof ASKED): Promise<Row> {
  const lintel = createLintel({ env: {} });
  const first = await timed(() => lintel.completionCost(ASKED[name]));
  const ms = await steady(async () => {
    for (let call = 0; call < CALLS; call++) await lintel.completionCost(ASKED[name]);
  });
  await lintel.close();
  const us = (1000 * ms) / CALLS;
  return {
    group: GROUP,
    name: `completionCost, ${name}`,
    cells: { "ms first": first.toFixed(1), "us steady": us.toFixed(0) },
    budget: "< 1,000 us",
    isMet: us < 1000,
  };
}

async function registerRow(): Promise<Row> {
  const lintel = createLintel({ env: {} });
  const row = { litellm_provider: "openai", input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 };
  const model_cost = Object.fromEntries(Array.from({ length: CALLS }, (_, at) => [`openai/mine-${at}`, row]));
  await lintel.getMaxTokens({ model: "gpt-4o" });
  const first = await timed(() => lintel.registerModel({ model_cost }));
  const asked = { model: "openai/mine-7", prompt_tokens: 10 };
  const ms = await steady(async () => {
    for (let call = 0; call < CALLS; call++) await lintel.costPerToken(asked);
  });
  await lintel.close();
  return {
    group: GROUP,
    name: `registerModel, ${CALLS} rows; costPerToken of one of them`,
    cells: { "ms first": first.toFixed(1), "us steady": ((1000 * ms) / CALLS).toFixed(0) },
  };
}

/** What it takes to tell a price: the first time, with the facts, and then. */
export async function costRows(): Promise<readonly Row[]> {
  const rows = [await factsRow()];
  for (const name of ["gpt-4o, cached", "claude-opus-4-6, cached", "mistral-ocr, 12 pages"] as const)
    rows.push(await costRow(name));
  return [...rows, await registerRow()];
}
