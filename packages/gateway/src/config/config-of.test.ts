import { join } from "node:path";
import { entries, type JsonObject, object, pythonDumps } from "@lintel/core/json";
import { describe, expect, test } from "vitest";
import type { GatewayConfig } from "./config.ts";
import { listOf, objectOf, readTexts, recordedLines, textsOf } from "./test/recorded.ts";

const LINES = recordedLines(join(import.meta.dirname, "fixtures/read.jsonl"));

function sorted(params: JsonObject, names: (name: string) => boolean = () => true): string {
  const members = entries(params).filter(([name]) => names(name));
  return pythonDumps(object(members.toSorted(([one], [other]) => (one < other ? -1 : 1))));
}

/** What a credential gives is put in when the configuration is read, not when a call is made. */
function comparable(params: JsonObject, recorded: JsonObject): string {
  return recorded.litellm_credential_name === undefined ? sorted(params) : sorted(params, (name) => name in recorded);
}

function expectSame(config: GatewayConfig, recorded: JsonObject): void {
  const expected = listOf(recorded.deployments).map(objectOf);
  expect(config.deployments.map(({ name, id }) => [name, id])).toEqual(
    expected.map(({ model_name: name, id }) => [name, id]),
  );
  for (const [at, { params }] of config.deployments.entries()) {
    const written = objectOf(expected[at]?.litellm_params);
    expect(comparable(params, written)).toBe(sorted(written));
  }
  expect(config.env).toMatchObject(textsOf(recorded.env));
  const flags = objectOf(recorded.flags);
  for (const name of ["drop_params", "modify_params", "num_retries", "request_timeout", "headers"])
    if (config.settings[name] !== undefined)
      expect(pythonDumps(config.settings[name])).toBe(pythonDumps(flags[name] ?? null));
  const router = objectOf(recorded.router);
  expect(config.router.numRetries ?? 2).toBe(router.num_retries);
  expect(config.router.retryAfter ?? 0).toBe(router.retry_after);
  expect(config.router.streamTimeout ?? null).toBe(router.stream_timeout);
  expect(Object.keys(config.aliases)).toEqual(Object.keys(objectOf(router.model_group_alias)));
}

async function configOf(text: string, env: Readonly<Record<string, string>> = {}): Promise<GatewayConfig> {
  const read = await readTexts({ "config.yaml": text }, env);
  if (read.read !== "config") throw new Error(read.problems.join("\n"));
  return read.config;
}

test("a plain date is the text it is, where LiteLLM leaves the deployment out", async () => {
  const text = "model_list: [{model_name: a, litellm_params: {model: azure/gpt-4o, api_version: 2024-02-01}}]";
  const { deployments } = await configOf(text);
  expect(deployments[0]?.params.api_version).toBe("2024-02-01");
});

test("keys of the gateway's own are read with what their variables hold", async () => {
  const text = "lintel: {static_keys: [{key: os.environ/TEAM_KEY, alias: team, models: [gpt]}, {key: sk-plain}]}";
  const { general } = await configOf(text, { TEAM_KEY: "sk-team" });
  expect(general.staticKeys).toEqual([{ key: "sk-team", alias: "team", models: ["gpt"] }, { key: "sk-plain" }]);
});

test.each([
  [
    "lintel: {static_keys: [{key: os.environ/NOT_THERE}]}",
    "a static key must have a key, and its variable must be set",
  ],
  ["lintel: {static_keys: {key: x}}", "lintel.static_keys must be a list"],
  ["lintel: {static_keys: [{key: x, models: gpt}]}", "the models of a static key must be a list of model names"],
  [
    "lintel: {static_keys: [{key: x, modles: [gpt]}]}",
    "a static key has a key, an alias, models and metrics, and no modles",
  ],
  ["lintel: {static_keys: [{key: x}, {key: x, models: []}]}", "this static key is there before"],
  ["{general_settings: {master_key: x}, lintel: {static_keys: [{key: x}]}}", "a static key is the master key"],
  ["general_settings: {master_key: 1234}", "master_key must be a text"],
  ["litellm_settings: [drop_params]", "litellm_settings must be a mapping"],
  ["model_list: {a: b}", "model_list must be a list"],
  ["a: &a [*a]", "a value holds itself"],
  [
    "general_settings: {master_key: *secret}",
    "a value names an anchor that is not there; a text that begins with * is quoted",
  ],
  [
    "general_settings: {master_key: !secret}",
    "a value has a tag that is not read; a text that begins with ! is quoted",
  ],
  ["a: !!set {x}", "a value has a tag that is not read; a text that begins with ! is quoted"],
  ["a: {<<: x}", "what is merged is no mapping"],
  [bomb(), "too many values"],
])("%s cannot be used: %s", async (text, message) => {
  const read = await readTexts({ "config.yaml": text });
  expect(read).toMatchObject({ read: "failed", problems: [`/config/config.yaml:1: ${message}`] });
});

test("the master key is the variable's where the file does not name one, and none where it is null", async () => {
  const env = { LITELLM_MASTER_KEY: "sk-env", OTHER: "sk-other" };
  const keyOf = async (text: string): Promise<string | undefined> => (await configOf(text, env)).general.masterKey;
  expect(await keyOf("model_list: []")).toBe("sk-env");
  expect(await keyOf("general_settings: {master_key: os.environ/OTHER}")).toBe("sk-other");
  expect(await keyOf("general_settings: {master_key: null}")).toBeUndefined();
});

test("a missing variable and a deployment that is left out are told with file and line", async () => {
  const text = `model_list:
  - model_name: a
    litellm_params: {model: openai/a, api_key: os.environ/NOT_THERE}
  - model_name: b
    litellm_params: {model: nobody/knows}
`;
  const read = await readTexts({ "config.yaml": text });
  expect(read.read === "config" && read.warnings).toEqual([
    "/config/config.yaml:3: the variable NOT_THERE is not set",
    "/config/config.yaml:4: this deployment is left out: its provider is not known; litellm_params.model names it",
  ]);
});

test("settings of a kind that they cannot be are told with file and line", async () => {
  const text = `litellm_settings: {num_retries: many}
router_settings:
  timeout: [5]
  retry_after: null
  model_group_alias: gpt
general_settings: {max_request_size_mb: ten, litellm_key_header_name: 5}
`;
  const read = await readTexts({ "config.yaml": text });
  expect(read.read === "config" && read.warnings).toEqual([
    "/config/config.yaml:1: litellm_settings.num_retries must be a number; it is not looked at",
    "/config/config.yaml:3: router_settings.timeout must be a number; it is not looked at",
    "/config/config.yaml:5: router_settings.model_group_alias must be a mapping; it is not looked at",
    "/config/config.yaml:6: general_settings.max_request_size_mb must be a number; it is not looked at",
    "/config/config.yaml:6: general_settings.litellm_key_header_name must be a text; it is not looked at",
  ]);
});

test("a bound that is no number bounds as if it were not there", async () => {
  const text = "general_settings: {max_request_size_mb: .nan}";
  expect((await configOf(text)).general.maxRequestBytes).toBeUndefined();
  const read = await readTexts({ "config.yaml": text });
  expect(read.read === "config" && read.warnings).toEqual([
    "/config/config.yaml:1: general_settings.max_request_size_mb must be a number; it is not looked at",
  ]);
});

test("a file that cannot be included is told with the file and line that include it", async () => {
  const read = await readTexts({ "config.yaml": "model_list: []\ninclude: [nowhere.yaml]\n" });
  expect(read).toMatchObject({
    read: "failed",
    problems: [
      "/config/config.yaml:2: what is included cannot be used",
      "/config/nowhere.yaml: cannot be read (ENOENT)",
    ],
  });
});

test("flags that LiteLLM takes from its environment are taken, unless the file sets them", async () => {
  const env = {
    LITELLM_MODIFY_PARAMS: "false",
    LITELLM_ENABLE_ANTHROPIC_PROMPT_CACHING: "True",
    LITELLM_ANTHROPIC_PROMPT_CACHING_TTL: "1h",
    LITELLM_ROUTE_ALL_CHAT_OPENAI_TO_RESPONSES: "true",
  };
  const text = "litellm_settings: {route_all_chat_openai_to_responses: false}";
  expect((await configOf(text, env)).settings).toEqual({
    modify_params: true,
    enable_anthropic_prompt_caching: true,
    anthropic_prompt_caching_ttl: "1h",
    route_all_chat_openai_to_responses: false,
  });
});

/** A list of ten lists of ten lists, seven levels deep, in eight lines. */
function bomb(): string {
  const level = (at: number): string => `a${at + 1}: &a${at + 1} [${Array(10).fill(`*a${at}`).join(", ")}]`;
  return ["a0: &a0 x", ...Array.from({ length: 7 }, (_, at) => level(at))].join("\n");
}

describe("a configuration is read as LiteLLM's proxy reads it", () => {
  test.each(LINES.map((line) => [String(line.case), line] as const))("%s", async (_, line) => {
    const read = await readTexts(textsOf(line.files), textsOf(line.env));
    const recorded = objectOf(line.recorded);
    if (recorded.raised !== undefined) return expect(read.read).toBe("failed");
    if (read.read !== "config") throw new Error(read.problems.join("\n"));
    expectSame(read.config, recorded);
  });
});
