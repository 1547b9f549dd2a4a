import { client } from "@lintel/core";
import { fromUser, print } from "@lintel/core/json";
import { expect, test } from "vitest";
import { asList, asText, isObject, readCase, readLine } from "./case.ts";
import { fixtures } from "./fixtures.ts";
import { scriptedHost } from "./scripted-host.ts";
import { subject } from "./subject.ts";

interface Costs {
  readonly id: string;
  /** LiteLLM's price as Python prints it; none where LiteLLM could not tell. */
  readonly cost: string | undefined;
  /** Whether it is told that something was read for which nothing is billed. */
  readonly isWarned: boolean;
}

/** A recorded reading's price, beside ours of our own answer to the same replies. */
async function costs(text: string): Promise<{ readonly theirs: Costs; readonly ours: Costs } | undefined> {
  const line = readLine(text);
  const call = line === undefined ? undefined : readCase(line);
  if (call === undefined || !isObject(line) || !isObject(line.oracle)) throw new Error(text);
  const { id, provider, settings, env } = call;
  const { req_format: _, ...kwargs } = call.kwargs;
  const lintel = client(scriptedHost(call).host, { ...subject, settings, env });
  const read = await lintel.ocr(kwargs);
  if (read.outcome !== "value" || line.oracle.result === undefined) return undefined;
  const { document: _document, ...asked } = kwargs;
  const answer = { completion_response: read.value, call_type: "aocr", custom_llm_provider: provider };
  const told = await lintel.completionCost({ ...asked, ...answer });
  const amount = told.outcome === "value" ? fromUser(told.value.litellm) : undefined;
  const printed = amount?.ok === true ? print(amount.value, "wireCompact") : undefined;
  const warnings = asList(line.oracle.warnings).filter((it) => String(it).includes("OCR cost:"));
  return {
    theirs: { id, cost: asText(line.oracle.cost), isWarned: warnings.length > 0 },
    ours: { id, cost: printed?.ok === true ? printed.text : undefined, isWarned: told.losses.length > 0 },
  };
}

test("more than 600 readings cost what LiteLLM reckoned, and what has no price is told as a loss", async () => {
  const all: NonNullable<Awaited<ReturnType<typeof costs>>>[] = [];
  for await (const { text } of fixtures({ route: "ocr" })) {
    const found = await costs(text);
    if (found !== undefined) all.push(found);
  }
  expect(all.length).toBeGreaterThan(600);
  expect(all.filter(({ theirs }) => theirs.cost !== undefined && Number(theirs.cost) > 0).length).toBeGreaterThan(200);
  expect(all.map(({ ours }) => ours)).toEqual(all.map(({ theirs }) => theirs));
}, 60_000);
