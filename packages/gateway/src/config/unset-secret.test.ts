import { expect, it } from "vitest";
import { ask, configOf, running } from "../test/running.ts";
import { json, upstream } from "../test/upstream.ts";
import type { Deployment } from "./config.ts";
import { configOf as read } from "./config-of.ts";
import { readYaml } from "./yaml-document.ts";

const BASE = "api_base: http://127.0.0.1:9/v1";
const ENV = { EMPTY: "", KEY: "sk-own", AGAIN: "os.environ/NOT_THERE" };

function deploymentOf(params: string, more = ""): Deployment {
  const text = `${more}\nmodel_list: [{model_name: m, litellm_params: {model: openai/gpt-4o, ${params}}}]\n`;
  const yaml = readYaml(text, "config.yaml");
  if (!yaml.ok) throw new Error(yaml.problems.join());
  const found = read(yaml.root, { env: ENV, files: [] });
  const [first] = found.read === "config" ? found.config.deployments : [];
  if (first === undefined) throw new Error("there is no deployment");
  return first;
}

const CREDENTIAL = "credential_list: [{credential_name: c, credential_values: {api_key: os.environ/NOT_THERE}}]";

it.each([
  ["is not set", `${BASE}, api_key: os.environ/NOT_THERE`, "NOT_THERE", ""],
  ["says nothing", `base_url: http://127.0.0.1:9, api_key: os.environ/EMPTY`, "EMPTY", ""],
  ["names one that is not set", `${BASE}, api_key: os.environ/AGAIN`, "AGAIN", ""],
  ["is not set, in a credential", `${BASE}, litellm_credential_name: c`, "NOT_THERE", CREDENTIAL],
])("a key's variable that %s is told of a deployment with an address of its own", (_, params, variable, more) => {
  expect(deploymentOf(params, more).unset).toEqual({ param: "api_key", variable });
});

it.each([
  ["a key that is there", `${BASE}, api_key: os.environ/KEY`],
  ["another secret that is there", `${BASE}, api_key: os.environ/KEY, azure_ad_token: os.environ/NOT_THERE`],
  ["no address of its own", "api_key: os.environ/NOT_THERE"],
  ["no key at all", BASE],
])("a deployment with %s lacks nothing", (_, params) => {
  expect(deploymentOf(params)).not.toHaveProperty("unset");
});

it("nobody is asked for what would take another's key, whoever wants to know", async () => {
  const provider = await upstream(json({}));
  const unset = { param: "api_key", variable: "TEAM_KEY" };
  const deployment = (model: string): Deployment => ({
    name: model,
    id: model,
    params: { model: `${model}/model`, api_base: `${provider.url}/v1` },
    info: {},
    unset,
  });
  const config = configOf([deployment("openai"), deployment("anthropic")], { settings: { openai_key: "sk-borrowed" } });
  const gateway = await running({ ...config, env: { OPENAI_API_KEY: "sk-env", ANTHROPIC_API_KEY: "sk-ant-env" } });
  const messages = [{ role: "user", content: "Hi" }];
  for (const model of ["openai", "anthropic"])
    for (const [path, body] of [
      ["/v1/chat/completions", { model, messages }],
      ["/v1/chat/completions", { model, messages, stream: true }],
      ["/v1/messages", { model, messages, max_tokens: 1 }],
      ["/v1/messages/count_tokens", { model, messages }],
      ["/v1/responses", { model, input: "Hi" }],
    ] as const) {
      const answer = await ask(gateway, path, { body });
      const text = await answer.text();
      expect([answer.status, text]).toEqual([401, expect.stringContaining("the variable TEAM_KEY, which api_key")]);
    }
  const health = await ask(gateway, "/health");
  expect(await health.json()).toMatchObject({ healthy_count: 0, unhealthy_count: 2 });
  expect(provider.asked).toEqual([]);
});
