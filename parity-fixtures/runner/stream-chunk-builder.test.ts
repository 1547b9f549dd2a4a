import { client } from "@lintel/core";
import { pythonCompact } from "@lintel/core/json";
import { expect, test } from "vitest";
import { asText, isObject, readCase, readLine } from "./case.ts";
import { fixtures } from "./fixtures.ts";
import { scriptedHost } from "./scripted-host.ts";
import { subject } from "./subject.ts";

interface Priced {
  readonly id: string;
  readonly theirs: string | undefined;
  readonly ours: string | undefined;
}

/** Several choices are put together otherwise, and so are texts that came as JSON. */
const UNLIKE = /\/(two-choices|of-plain-chunks)$/;

/** The price that LiteLLM keeps beside an answer put together from chunks, and ours. */
async function priced(text: string): Promise<Priced | undefined> {
  const line = readLine(text);
  const call = line === undefined ? undefined : readCase(line);
  if (call === undefined || !isObject(line) || !isObject(line.oracle)) throw new Error(text);
  if (line.oracle.result === undefined) return undefined;
  const { adapters, providers } = subject;
  const outcome = await client(scriptedHost(call).host, { adapters, providers }).streamChunkBuilder(call.kwargs);
  const cost = outcome.outcome === "value" ? outcome.value.cost : undefined;
  return { id: call.id, theirs: asText(line.oracle.cost), ours: cost === undefined ? undefined : pythonCompact(cost) };
}

test("an answer put together from chunks has LiteLLM's price, to the last digit", async () => {
  const all: (Priced | undefined)[] = [];
  for await (const { text } of fixtures({ route: "functions", provider: "stream_chunk_builder" }))
    all.push(await priced(text));
  const compared = all
    .filter((it) => it !== undefined)
    .filter(({ id, theirs }) => theirs !== undefined && !UNLIKE.test(id));
  expect(compared.length).toBeGreaterThan(150);
  expect(compared.filter(({ theirs, ours }) => theirs !== ours)).toEqual([]);
}, 60_000);
