import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Json, type JsonObject, pythonDumps } from "@lintel/core/json";
import { describe, expect, test } from "vitest";
import type { GatewayConfig } from "../config/config.ts";
import { listOf, objectOf, readTexts, recordedLines } from "../config/test/recorded.ts";
import { type ModelTable, modelTable } from "./model-table.ts";

const LINES = recordedLines(join(import.meta.dirname, "fixtures/found.jsonl"));

async function configOf(model_list: Json, router_settings: Json = {}): Promise<GatewayConfig> {
  const read = await readTexts({ "config.yaml": pythonDumps({ model_list, router_settings }) });
  if (read.read !== "config") throw new Error(read.problems.join("\n"));
  return read.config;
}

function found(table: ModelTable, name: string): Json {
  return table.find(name)?.deployments.map(({ id, params }) => [id, params.model ?? null]) ?? null;
}

/** What LiteLLM's router refuses, as what its proxy never asks it for, is nobody's. */
function expected(recorded: Json | undefined): Json {
  return Array.isArray(recorded) ? recorded : null;
}

function digested(names: readonly string[]): Json {
  const sorted = names.toSorted((one, other) => (one < other ? -1 : 1));
  const sha256 = createHash("sha256").update(sorted.join("\n")).digest("hex");
  return { count: sorted.length, first: sorted.slice(0, 3), sha256 };
}

describe("a name means what it means to LiteLLM's router", () => {
  const pairs = LINES.flatMap((line) =>
    listOf(line.names).map((name) => [String(line.case), String(name), line] as const),
  );

  test.each(pairs)("%s: %j", async (_, name, { model_list = [], router, found: recorded }) => {
    const table = modelTable(await configOf(model_list, router));
    const answers = objectOf(recorded);
    expect(found(table, name)).toEqual(expected(answers[name]));
    expect(found(table, name)).toEqual(expected(answers[name]));
  });

  test("more than 60 names are recorded", () => {
    expect(pairs.length).toBeGreaterThan(60);
  });
});

describe("the models that are listed are those LiteLLM lists", () => {
  test.each(LINES.map((line): [string, JsonObject] => [String(line.case), line]))("%s", async (_, line) => {
    const names = await modelTable(await configOf(line.model_list ?? [], line.router)).listed();
    const exact = listOf(line.listed);
    expect(names.slice(0, exact.length)).toEqual(exact);
    const rest = names.slice(exact.length);
    expect(rest.length === 0 ? undefined : digested(rest)).toEqual(line.expanded);
  });
});

test("a name that is known is found without making anything", async () => {
  const table = modelTable(await configOf([{ model_name: "openai/*", litellm_params: { model: "openai/*" } }]));
  expect(table.find("openai/x")).toBe(table.find("openai/x"));
});

test("no more names are remembered than there is room for", async () => {
  const table = modelTable(await configOf([{ model_name: "openai/*", litellm_params: { model: "openai/*" } }]));
  for (let at = 0; at < 1000; at++) table.find(`openai/${at}`);
  expect(table.find("openai/late")).not.toBe(table.find("openai/late"));
  expect(found(table, "openai/late")).toEqual(found(table, "openai/late"));
});

test("a name of any length is found, and a long one not remembered", async () => {
  const table = modelTable(await configOf([{ model_name: "openai/*", litellm_params: { model: "openai/*" } }]));
  const long = `openai/${"x".repeat(10_000)}`;
  expect(found(table, long)).toEqual(found(table, long));
  expect(table.find(long)).not.toBe(table.find(long));
});

test("of a name that nobody serves it is told what was looked for, if anything was", async () => {
  const rows = [{ model_name: "gpt", litellm_params: { model: "openai/gpt" } }];
  const plain = modelTable(await configOf(rows, { model_group_alias: { lost: "gone" } }));
  expect(plain.unserved("lost")).toBe("gone");
  expect(plain.unserved("nothing")).toBeUndefined();
  const starred = modelTable(await configOf([{ model_name: "a/*", litellm_params: { model: "openai/*" } }]));
  expect(starred.unserved("nothing")).toBe("nothing");
});
