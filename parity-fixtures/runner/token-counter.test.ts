import { client } from "@lintel/core";
import { expect, test } from "vitest";
import { asText, isObject, readCase, readLine } from "./case.ts";
import { fixtures } from "./fixtures.ts";
import { letters } from "./letters.ts";
import { scriptedHost } from "./scripted-host.ts";
import { subject } from "./subject.ts";

interface Counted {
  readonly id: string;
  readonly theirs: string | undefined;
  readonly ours: string;
}

/** A recorded count or the words of its refusal, beside ours. */
async function counted(text: string): Promise<Counted> {
  const line = readLine(text);
  const call = line === undefined ? undefined : readCase(line);
  if (call === undefined || !isObject(line) || !isObject(line.oracle)) throw new Error(text);
  const { adapters, providers } = subject;
  const counter = client(scriptedHost(call).host, { adapters, providers, settings: call.settings });
  const outcome = await counter.tokenCounter(call.kwargs);
  const { result, exception } = line.oracle;
  return {
    id: call.id,
    theirs: asText(result) ?? (isObject(exception) ? asText(exception.message) : undefined),
    ours:
      outcome.outcome === "value"
        ? String(outcome.value.tokens)
        : outcome.outcome === "fault"
          ? outcome.fault.message
          : "",
  };
}

/** LiteLLM's own slip, and its tokenizer that takes no half pairs. */
const UNLIKE = /\/(wrong\/text-(number|object)|(text|more)\/claude-[^/]*\/surrogate.*)$/;

test("more than 2,000 recorded counts and refusals are the same to the number and to the word", async () => {
  const all: Counted[] = [];
  for await (const { text } of fixtures({ route: "functions", provider: "token_counter" }))
    all.push(await counted(text));
  const compared = all.filter(({ id }) => !UNLIKE.test(id));
  expect(compared.length).toBeGreaterThan(2000);
  expect(compared.filter(({ theirs, ours }) => theirs !== ours)).toEqual([]);
}, 60_000);

test("long texts are drawn here as the recorder draws them", () => {
  const of = ["a", "bc", [97, 122], [128512, 128591]];
  expect(letters({ seed: 7, count: 8, of })).toBe("bc😰bcaaaap");
  expect(letters({ count: 3, of: ["x"] })).toBe("xxx");
});
