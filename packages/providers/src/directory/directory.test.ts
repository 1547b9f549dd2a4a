import { readFileSync } from "node:fs";
import { resolveModel } from "@lintel/core";
import type { Json, JsonObject } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { directory } from "./directory.ts";

interface Recorded {
  readonly model: Json;
  readonly custom?: string;
  readonly base?: Json;
  readonly proxied?: true;
  readonly gives?: readonly [model: string, provider: string | null];
  readonly refused?: string;
}

interface Diverted {
  readonly provider: string;
  readonly model: string;
  readonly args: JsonObject;
  readonly diverts: boolean;
}

function fixture<T>(name: string): readonly T[] {
  const text = readFileSync(new URL(`./fixtures/${name}.jsonl`, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line): T => JSON.parse(line));
}

function answer({ model, custom, base, proxied }: Recorded): unknown {
  const asked = { model, customProvider: custom, apiBase: base, isProxied: proxied === true };
  const found = resolveModel(asked, directory);
  return found.resolved ? [found.model, found.provider ?? null] : found.fault.message;
}

describe("the directory of providers", () => {
  const resolutions = fixture<Recorded>("resolutions");

  it(`resolves ${resolutions.length} recorded model strings as LiteLLM does`, () => {
    expect(resolutions.length).toBeGreaterThan(400);
    expect(resolutions.map(answer)).toEqual(resolutions.map(({ gives, refused }) => gives ?? refused));
  });

  it("takes the key of a host it recognises from the environment, before or after the caller's as LiteLLM does", () => {
    const key = (apiBase: string) => {
      const found = resolveModel({ model: "m", apiBase }, directory);
      return found.resolved ? found.key : undefined;
    };
    expect(key("https://api.groq.com/openai/v1")).toEqual({ env: ["GROQ_API_KEY"], isFirst: true });
    expect(key("https://api.together.xyz/v1")?.isFirst).toBe(false);
  });

  it("does not take a known host in a path, a user name or a longer name for the host itself", () => {
    for (const apiBase of [
      "https://evil.example/api.groq.com/openai/v1",
      "https://api.groq.com@evil.example/openai/v1",
      "https://api.groq.com.evil.example/openai/v1",
      "https://api.groq.com/openai/v1x",
    ]) {
      expect(resolveModel({ model: "gpt-4o", apiBase }, directory)).toMatchObject({ provider: "openai" });
    }
  });

  const diversions = fixture<Diverted>("diversions");

  it(`sends ${diversions.length} recorded calls to the Responses API, or not, as LiteLLM does`, () => {
    const diverts = diversions.map(({ provider, model, args }) => {
      const { api_base: base, reasoning_summary: summary, ...params } = args;
      const extra: JsonObject = summary === undefined ? {} : { reasoningSummary: summary };
      const call = { provider, model, params, extra, settings: {}, env: {} };
      return directory.chat.diverts(typeof base === "string" ? { ...call, base } : call) === "responses";
    });
    expect(diverts).toEqual(diversions.map((call) => call.diverts));
  });

  it("diverts every chat call to OpenAI when the settings say so, and none to others", () => {
    const call = {
      model: "gpt-4o",
      params: {},
      extra: {},
      env: {},
      settings: { route_all_chat_openai_to_responses: true },
    };
    expect(directory.chat.diverts({ ...call, provider: "openai" })).toBe("responses");
    expect(directory.chat.diverts({ ...call, provider: "azure" })).toBeUndefined();
  });

  it("reads a custom base from settings and environment before it takes an endpoint for OpenAI's own", () => {
    const call = {
      provider: "openai",
      model: "gpt-5.4",
      params: { tools: [{ type: "function", function: { name: "f" } }] },
      extra: {},
    };
    const other = "https://other.example/v1";
    expect(directory.chat.diverts({ ...call, settings: {}, env: {} })).toBe("responses");
    expect(directory.chat.diverts({ ...call, settings: { api_base: other }, env: {} })).toBeUndefined();
    expect(directory.chat.diverts({ ...call, settings: {}, env: { OPENAI_BASE_URL: other } })).toBeUndefined();
  });
});
