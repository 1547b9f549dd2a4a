import { expect, it } from "vitest";
import { call, reported } from "../test/call.ts";
import { familyText } from "./exposition.ts";
import { joinedRows } from "./joined-rows.ts";
import { METRICS } from "./metric-table.ts";
import { metricsCounter } from "./metrics-counter.ts";

/** Every sum of these is exact, in whichever order. */
const EXACT = {
  tookMs: 500,
  sentMs: 0,
  answeredMs: 250,
  cost: 0.25,
  usage: reported({ prompt_tokens: 20, completion_tokens: 8, total_tokens: 28 }),
};

const CALLS = [
  call(EXACT),
  call({ ...EXACT, model: "other", tookMs: 2000, startedAt: 1_600_000_000_000 }),
  call({ ...EXACT, tookMs: 1000 }),
  call({ ...EXACT, streamed: true, firstChunkMs: 250, remaining: { requests: 5, tokens: 6 } }),
  call({ ...EXACT, fault: { origin: "provider", kind: "RateLimitError", status: 429, message: "slow down" } }),
];

async function rowsOf(calls: typeof CALLS) {
  const counter = metricsCounter();
  for (const one of calls) {
    counter.began();
    counter.ended(one);
  }
  const { rows } = await counter.told();
  counter.close();
  return structuredClone(rows);
}

it("rows of threads that are gone tell the same joined as one by one, and are no more than one of each", async () => {
  const parts = async () => [await rowsOf(CALLS), await rowsOf(CALLS.slice(1)), await rowsOf(CALLS.slice(0, 3))];
  const apart = (await parts()).flat();
  const joined = joinedRows();
  for (const rows of await parts()) joined.add(rows);
  expect(joined.all()).toHaveLength((await rowsOf(CALLS)).length);
  for (const family of METRICS)
    expect(familyText(family, joined.all(), [0.01, 1])).toBe(familyText(family, apart, [0.01, 1]));
});
