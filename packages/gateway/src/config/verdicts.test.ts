import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@lintel/core/json";
import { describe, expect, test } from "vitest";
import type { Verdict } from "./config.ts";
import { isCallParam } from "./keys/call-params.ts";
import { DEPLOYMENT } from "./keys/deployment.ts";
import { GENERAL } from "./keys/general.ts";
import { MODEL_INFO } from "./keys/model-info.ts";
import { MODULE_FLAGS } from "./keys/module-flags.ts";
import { ROUTER } from "./keys/router.ts";
import { TOP_LEVEL } from "./keys/top-level.ts";
import { listOf, objectOf, readTexts } from "./test/recorded.ts";

const KEYS = parse(readFileSync(join(import.meta.dirname, "fixtures/keys.json"), "utf8"));

function recorded(section: string): readonly string[] {
  const names = KEYS.ok ? listOf(objectOf(KEYS.value)[section]) : [];
  return names.filter((name) => typeof name === "string");
}

const SECTIONS = new Set([
  "model_list",
  "general_settings",
  "router_settings",
  "litellm_settings",
  "environment_variables",
]);
const CALLBACKS = new Set(["callbacks", "success_callback", "failure_callback"]);
/** Arguments of a management endpoint, which the expression that collects the names finds too. */
const NO_SETTINGS = new Set(["force_reload", "interval_hours"]);

describe("every key that LiteLLM knows has a verdict of its own", () => {
  test.each([
    ["top_level", (name: string) => TOP_LEVEL.has(name) || SECTIONS.has(name) || NO_SETTINGS.has(name)],
    ["general_settings", (name: string) => GENERAL.has(name)],
    ["router_settings", (name: string) => ROUTER.has(name)],
    ["litellm_settings", (name: string) => MODULE_FLAGS.has(name) || CALLBACKS.has(name)],
    ["litellm_params", (name: string) => DEPLOYMENT.has(name) || isCallParam(name)],
    ["model_info", (name: string) => MODEL_INFO.has(name)],
  ])("%s", (section, isKnown) => {
    const names = recorded(section);
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !isKnown(name))).toEqual([]);
  });
});

async function verdicts(text: string): Promise<Readonly<Record<string, Verdict["verdict"]>>> {
  const read = await readTexts({ "config.yaml": text });
  if (read.read !== "config") throw new Error(read.problems.join("\n"));
  return Object.fromEntries(read.verdicts.map(({ path, verdict }) => [path, verdict]));
}

test("each key of a file has a verdict, by its value where that decides", async () => {
  const text = `
model_list:
  - model_name: gpt
    litellm_params: {model: openai/gpt-4o, temperature: 0.5, tags: [a], safe_prompt: true, max_budget: null}
    model_info: {id: x, note: kept}
  - {model_name: far, litellm_params: {model: groq/llama}, surplus: 1}
litellm_settings: {drop_params: true, callbacks: [prometheus, langfuse], cache: false, invented: 1, fallbacks: [{a: [b]}]}
router_settings: {routing_strategy: simple-shuffle, num_retries: 1, model_group_alias: {}, invented: 1}
general_settings: {master_key: sk-1, database_url: x, store_model_in_db: true}
environment_variables: {A: b, PATH: c}
include: []
lintel: {static_keys: []}
surplus: 1
`;
  expect(await verdicts(text)).toEqual({
    "model_list[0].model_name": "honoured",
    "model_list[0].litellm_params.model": "honoured",
    "model_list[0].litellm_params.temperature": "honoured",
    "model_list[0].litellm_params.tags": "not implemented",
    "model_list[0].litellm_params.safe_prompt": "unknown",
    "model_list[0].litellm_params.max_budget": "ignored",
    "model_list[0].model_info.id": "honoured",
    "model_list[0].model_info.note": "honoured",
    "model_list[1].model_name": "honoured",
    "model_list[1].litellm_params.model": "not implemented",
    "model_list[1].surplus": "unknown",
    "litellm_settings.drop_params": "honoured",
    "litellm_settings.callbacks[0]": "honoured",
    "litellm_settings.callbacks[1]": "not implemented",
    "litellm_settings.cache": "ignored",
    "litellm_settings.invented": "unknown",
    "litellm_settings.fallbacks": "not implemented",
    "router_settings.routing_strategy": "honoured",
    "router_settings.num_retries": "honoured",
    "router_settings.model_group_alias": "honoured",
    "router_settings.invented": "unknown",
    "general_settings.master_key": "honoured",
    "general_settings.database_url": "ignored",
    "general_settings.store_model_in_db": "not implemented",
    "environment_variables.A": "honoured",
    "environment_variables.PATH": "ignored",
    include: "honoured",
    "lintel.static_keys": "honoured",
    surplus: "unknown",
  });
});

test("of a model whose provider is not served, or not everywhere, it is told", async () => {
  const models = ["groq/llama", "mistral/mistral-ocr-latest", "openai/gpt-4o", "*", "gpt-4o"];
  const rows = models.map((model) => `  - {model_name: m, litellm_params: {model: "${model}"}}`);
  const read = await readTexts({ "config.yaml": `model_list:\n${rows.join("\n")}\n` });
  const told = read.read === "config" ? read.verdicts.filter(({ path }) => path.endsWith(".model")) : [];
  expect(told.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ["not implemented", "its provider is not served: groq"],
    ["honoured", "its provider is served on ocr alone"],
    ["honoured", undefined],
    ["honoured", undefined],
    ["honoured", undefined],
  ]);
});

test("what a deployment gives to calls that nobody serves does nothing", async () => {
  const rows = "  - {model_name: m, litellm_params: {timeout: 5, odd: 1, model: groq/llama}, model_info: {id: a}}";
  const read = await readTexts({ "config.yaml": `model_list:\n${rows}\n` });
  const told = read.read === "config" ? read.verdicts.map(({ verdict, reason }) => [verdict, reason]) : [];
  expect(told).toEqual([
    ["honoured", undefined],
    ["ignored", "calls of its model fail"],
    ["ignored", "calls of its model fail"],
    ["not implemented", "its provider is not served: groq"],
    ["honoured", undefined],
  ]);
});

test("a value that switches off what is always on is told, and one that asks for nothing is not missed", async () => {
  const text = `
litellm_settings: {disable_end_user_cost_tracking: false, cache: false}
router_settings: {routing_strategy: least-busy, fallbacks: []}
`;
  expect(await verdicts(text)).toEqual({
    "litellm_settings.disable_end_user_cost_tracking": "not implemented",
    "litellm_settings.cache": "ignored",
    "router_settings.routing_strategy": "not implemented",
    "router_settings.fallbacks": "ignored",
  });
});

test("no verdict, warning or problem holds a value of the file", async () => {
  const secret = "sk-very-secret";
  const text = `
model_list:
  - {model_name: a, litellm_params: {model: openai/a, api_key: ${secret}, rpm: ${secret}, odd: ${secret}}}
general_settings: {master_key: ${secret}, odd: ${secret}}
litellm_settings: {success_callback: [${secret}]}
`;
  const read = await readTexts({ "config.yaml": text });
  const told = read.read === "config" ? [...read.verdicts, ...read.warnings] : read.problems;
  expect(JSON.stringify(told)).not.toContain(secret);
  const broken = await readTexts({ "config.yaml": `a: [${secret}, *${secret}\n  b: "${secret}` });
  expect(broken.read).toBe("failed");
  expect(JSON.stringify(broken)).not.toContain(secret);
});
