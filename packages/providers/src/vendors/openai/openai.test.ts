import type { Policy } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { supportedBy } from "./supported.ts";
import { toParams } from "./to-params.ts";

const unsaid = (): undefined => undefined;
const supported = supportedBy(unsaid);

const KEEP: Policy = { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] };
const DROP: Policy = { ...KEEP, dropParams: true };

function mapped(model: string, params: JsonObject, policy = KEEP) {
  const made = toParams({ model, params, policy }, { said: unsaid, supported });
  if (!("value" in made)) return { refusal: "fault" in made ? made.fault.message : made.raised.text };
  return { params: made.value, lost: made.losses.map(({ pointer, action }) => `${action} ${pointer}`) };
}

describe("the parameters a model takes", () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ["gpt-4o", ["temperature", "response_format", "user"], ["reasoning_effort", "verbosity"]],
    ["gpt-4", ["user", "tools"], ["response_format"]],
    ["my-alias", ["reasoning_effort", "temperature"], ["user", "verbosity"]],
    ["o3-mini", ["reasoning_effort", "tools", "response_format"], ["parallel_tool_calls", "top_p", "presence_penalty"]],
    ["o1-2024-12-17", ["parallel_tool_calls"], ["logprobs"]],
    ["o3-deep-research", ["reasoning_effort"], ["tools", "response_format"]],
    ["gpt-5", ["verbosity", "tool_choice"], ["stop", "top_p", "logprobs", "audio"]],
    ["gpt-5.1", ["top_p", "logprobs", "top_logprobs"], ["stop", "logit_bias"]],
    ["gpt-5-unheard-of", ["tools", "verbosity"], ["tool_choice", "top_p"]],
    ["gpt-5-chat-latest", ["stop", "temperature"], ["verbosity", "reasoning_effort"]],
    ["gpt-5-search-api", ["web_search_options", "verbosity"], ["temperature", "tools"]],
  ])("%s: %j, but not %j", (model, taken, left) => {
    const names = supported(model);
    expect(taken.filter((name) => !names.includes(name))).toEqual([]);
    expect(left.filter((name) => names.includes(name))).toEqual([]);
  });
});

describe("an o-series model", () => {
  it("knows max_tokens under another name, and prefers what is called so", () => {
    expect(mapped("o3", { max_tokens: 5 })).toEqual({
      params: { max_completion_tokens: 5 },
      lost: ["renamed /max_tokens"],
    });
    expect(mapped("o3", { max_tokens: 5, max_completion_tokens: 6 })).toMatchObject({
      params: { max_completion_tokens: 6 },
    });
  });

  it("takes a temperature of one and no other", () => {
    expect(mapped("o3", { temperature: 1 })).toEqual({ params: { temperature: 1 }, lost: [] });
    expect(mapped("o3", { temperature: 0.5 })).toEqual({
      refusal:
        "litellm.UnsupportedParamsError: O-series models don't support temperature=0.5. Only temperature=1 is supported. To drop unsupported openai params from the call, set `litellm.drop_params = True`",
    });
    expect(mapped("o3", { temperature: 0.5 }, DROP)).toEqual({ params: {}, lost: ["dropped /temperature"] });
  });
});

describe("a model that reasons by default", () => {
  it.each([
    ["gpt-5", "none"],
    ["gpt-5", "xhigh"],
    ["gpt-5.1", "minimal"],
    ["gpt-5.2-pro", "none"],
    ["gpt-5-unheard-of", "xhigh"],
  ])("%s refuses an effort of %s", (model, effort) => {
    expect(mapped(model, { reasoning_effort: effort })).toEqual({
      refusal: `litellm.UnsupportedParamsError: reasoning_effort=${effort} is not supported for ${model}. To drop unsupported params set \`litellm.drop_params = True\``,
    });
    expect(mapped(model, { reasoning_effort: effort }, DROP)).toEqual({
      params: {},
      lost: ["dropped /reasoning_effort"],
    });
  });

  it.each([
    ["gpt-5", "max"],
    ["gpt-5", "high"],
    ["gpt-5.1", "none"],
    ["gpt-5.2", "xhigh"],
    ["gpt-5-unheard-of", "none"],
  ])("%s is asked for an effort of %s", (model, effort) => {
    expect(mapped(model, { reasoning_effort: effort })).toEqual({ params: { reasoning_effort: effort }, lost: [] });
  });

  it("takes the effort out of the Responses API's form", () => {
    expect(mapped("gpt-5", { reasoning_effort: { effort: "low", summary: "auto" } })).toEqual({
      params: { reasoning_effort: "low" },
      lost: ["converted /reasoning_effort"],
    });
    expect(mapped("gpt-5", { reasoning_effort: { summary: "auto" } })).toMatchObject({
      params: { reasoning_effort: { summary: "auto" } },
    });
  });

  it("samples freely only while it does not reason", () => {
    const params = { top_p: 0.5, temperature: 0.3 };
    expect(mapped("gpt-5.1", params)).toEqual({ params, lost: [] });
    expect(mapped("gpt-5.5", { ...params, reasoning_effort: "none" })).toMatchObject({ params });
    expect(mapped("gpt-5.1", { ...params, reasoning_effort: "low" })).toEqual({
      refusal:
        "litellm.UnsupportedParamsError: gpt-5.1 only supports logprobs, top_p, top_logprobs when reasoning_effort resolves to 'none', either set explicitly on the request or declared as the model's default_reasoning_effort. Current reasoning_effort='low'. To drop unsupported params set `litellm.drop_params = True`",
    });
    expect(mapped("gpt-5.5", { temperature: 0 })).toEqual({
      refusal:
        "litellm.UnsupportedParamsError: gpt-5.5 doesn't support temperature=0 while reasoning is active. Only temperature=1 is supported unless reasoning_effort resolves to 'none', either set explicitly on the request or declared as the model's default_reasoning_effort. To drop unsupported params set `litellm.drop_params = True`",
    });
    expect(mapped("gpt-5.1", { ...params, reasoning_effort: "low" }, DROP)).toEqual({
      params: { reasoning_effort: "low" },
      lost: ["dropped /top_p", "dropped /temperature"],
    });
  });

  it("judges by its own effort once the one asked for is dropped", () => {
    const params = { reasoning_effort: "minimal", temperature: 0.3 };
    expect(mapped("gpt-5.1", params, DROP)).toEqual({
      params: { temperature: 0.3 },
      lost: ["dropped /reasoning_effort"],
    });
  });
});

it("says what a model does not take, unless somebody insists on it", () => {
  expect(mapped("my-alias", { user: "u", seed: 1 })).toEqual({ params: { seed: 1 }, lost: ["dropped /user"] });
  const insisted = { ...KEEP, allowedOpenaiParams: ["user"] };
  expect(mapped("my-alias", { user: "u" }, insisted)).toEqual({ params: {}, lost: [] });
});
