import { client } from "@lintel/core";
import { pythonCompact } from "@lintel/core/json";
import { expect, test } from "vitest";
import { asText, type Case, isObject, readCase, readLine } from "./case.ts";
import { fixtures } from "./fixtures.ts";
import { scriptedHost } from "./scripted-host.ts";
import { subject } from "./subject.ts";

interface Priced {
  readonly id: string;
  readonly theirs: string;
  readonly ours: string;
}

/** LiteLLM's price of a whole answer as Python prints it, where the line has one. */
function priceOf(text: string): { readonly call: Case; readonly cost: string } | undefined {
  const line = readLine(text);
  const call = line === undefined ? undefined : readCase(line);
  const cost = isObject(line) && isObject(line.oracle) ? asText(line.oracle.cost) : undefined;
  return call === undefined || cost === undefined ? undefined : { call, cost };
}

/** The receipt of the same call; undefined where nobody speaks to its provider yet, or ours is no answer. */
async function receiptOf(call: Case): Promise<string | undefined> {
  const { adapters, providers } = subject;
  const { settings, env } = call;
  const own = client(scriptedHost(call).host, { adapters, providers, settings, env, retries: "none" });
  const outcome = await (call.function === "ocr" ? own.ocr : own.completion)(call.kwargs);
  if (outcome.outcome !== "value") return undefined;
  const billed = await outcome.receipt?.();
  if (billed === undefined) return "none";
  return billed.billed ? pythonCompact(billed.receipt.litellm) : billed.fault.message;
}

test("the receipts of recorded answers say what LiteLLM's log of them says, to the last digit", async () => {
  const all: Priced[] = [];
  for (const route of ["chat", "ocr"] as const) {
    for await (const { text } of fixtures({ route })) {
      const found = priceOf(text);
      const ours = found && (await receiptOf(found.call));
      if (found !== undefined && ours !== undefined) all.push({ id: found.call.id, theirs: found.cost, ours });
    }
  }
  // Tokens fewer than none are paid back by LiteLLM; here they cost nothing.
  const paidBack = { id: "chat/anthropic/answer/usage-negative", theirs: "-1.5e-05", ours: "0.0" };
  expect(all.filter(({ theirs, ours }) => theirs !== ours)).toEqual([paidBack]);
  expect(all.length).toBeGreaterThan(1400);
}, 60_000);
