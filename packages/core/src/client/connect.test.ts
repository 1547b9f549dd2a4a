import { describe, expect, it } from "vitest";
import type { Adapter } from "../adapter.ts";
import { reveal, Secret } from "../secret.ts";
import { done, fail } from "../step.ts";
import { connect, splitSettings, wrapEnv, wrapKwargs } from "./connect.ts";
import type { Reading } from "./front.ts";

const ADAPTER: Adapter<"ocr"> = {
  route: "ocr",
  provider: "example",
  connection: {
    key: {
      settings: ["api_key", "example_key"],
      env: ["EXAMPLE_API_KEY", "EXAMPLE_TOKEN"],
      kinds: { oauth: "sk-oat" },
    },
    base: { settings: ["api_base"], env: ["EXAMPLE_API_BASE"], fallback: "https://api.example/v1" },
    options: { organization: { settings: ["organization"], env: ["EXAMPLE_ORG"] } },
    secrets: { example_secret: { env: ["EXAMPLE_SECRET"], kinds: { federated: "oidc/" } } },
  },
  resends: false,
  supported: () => [],
  needs: () => ({}),
  prepare: () => done({}),
  parse: () => done({}),
  fault: () => fail({ origin: "host", kind: "APIError", status: 500, message: "" }),
};

const READING: Reading<"ocr"> = {
  read: "call",
  adapter: ADAPTER,
  model: "m",
  requestedModel: "example/m",
  input: { document: {}, params: {}, native: false },
  stream: false,
  policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
  headers: [],
  losses: [],
};

function sources(settings = {}, env = {}) {
  return { ...splitSettings(settings), env: wrapEnv(env) };
}

function keyText(target: ReturnType<typeof connect>): string | undefined {
  return target.key && reveal(target.key);
}

describe("connect", () => {
  it("takes key and base from the call, then settings, then the environment, then the vendor", () => {
    const env = { EXAMPLE_API_KEY: "from-env", EXAMPLE_API_BASE: "https://env.example" };
    const settings = { example_key: "from-settings", api_base: "https://settings.example" };
    const own = connect(
      { ...READING, key: new Secret("api_key", "own"), base: "https://own.example" },
      sources(settings, env),
    );
    expect([keyText(own), own.base, own.isDefault]).toEqual(["own", "https://own.example", false]);
    const set = connect(READING, sources(settings, env));
    expect([keyText(set), set.base]).toEqual(["from-settings", "https://settings.example"]);
    const plain = connect(READING, sources({}, env));
    expect([keyText(plain), plain.base]).toEqual(["from-env", "https://env.example"]);
    const bare = connect(READING, sources());
    expect([keyText(bare), bare.base, bare.isDefault]).toEqual([undefined, "https://api.example/v1", true]);
  });

  it("passes over empty values, and names where the key came from", () => {
    const target = connect(READING, sources({ api_key: "" }, { EXAMPLE_API_KEY: "", EXAMPLE_TOKEN: "second" }));
    expect(keyText(target)).toBe("second");
    expect(target.key?.name).toBe("EXAMPLE_TOKEN");
  });

  it("tells an adapter the class of a key and never its text", () => {
    const target = connect({ ...READING, key: new Secret("api_key", "sk-oat-123") }, sources());
    expect(target.key?.kind).toBe("oauth");
    expect(JSON.stringify(target)).not.toContain("sk-oat");
  });

  it("reads further options from call, settings and environment", () => {
    expect(connect(READING, sources({}, { EXAMPLE_ORG: "org-env" })).options).toEqual({ organization: "org-env" });
    expect(
      connect({ ...READING, options: { organization: "org-own" } }, sources({ organization: "org-set" })).options,
    ).toEqual({ organization: "org-own" });
  });
});

describe("further credentials", () => {
  it("come from the call, then the environment, as slots whose class is told", () => {
    const env = { EXAMPLE_SECRET: "oidc/env" };
    const own = new Secret("example_secret", "own");
    expect(connect({ ...READING, secrets: { example_secret: own } }, sources({}, env)).secrets).toEqual({
      example_secret: own,
    });
    const { secrets } = connect(READING, sources({}, env));
    expect(secrets?.example_secret?.kind).toBe("federated");
    expect(JSON.stringify(secrets)).toBe('{"example_secret":"***"}');
    expect(connect(READING, sources()).secrets).toEqual({});
  });
});

describe("credentials become slots", () => {
  it("that are objects, as their JSON", () => {
    const { vertex_credentials } = wrapKwargs({ vertex_credentials: { type: "service_account", n: 1 } });
    expect(vertex_credentials instanceof Secret && reveal(vertex_credentials)).toBe('{"type":"service_account","n":1}');
  });

  it("among the arguments and in header arguments", () => {
    const wrapped = wrapKwargs({
      model: "m",
      api_key: "sk-1",
      aws_secret_access_key: "sk-2",
      extra_headers: { Authorization: "Bearer sk-3", "X-Trace": "t", "api-key": "sk-4" },
      max_tokens: 5,
      prompt_cache_key: "not-a-secret",
    });
    expect(JSON.stringify(wrapped)).not.toMatch(/sk-\d/);
    expect(wrapped).toMatchObject({
      model: "m",
      max_tokens: 5,
      prompt_cache_key: "not-a-secret",
      extra_headers: { "X-Trace": "t" },
    });
  });

  it("in the environment and the settings", () => {
    expect(JSON.stringify(wrapEnv({ OPENAI_API_KEY: "sk-1", AWS_SESSION_TOKEN: "sk-2", HOME: "/root" }))).toBe(
      '{"OPENAI_API_KEY":"***","AWS_SESSION_TOKEN":"***","HOME":"/root"}',
    );
    const { settings, secretSettings } = splitSettings({ api_key: "sk-1", openai_key: "sk-2", drop_params: true });
    expect(settings).toEqual({ drop_params: true });
    expect(Object.keys(secretSettings)).toEqual(["api_key", "openai_key"]);
  });
});

describe("an authorization of the caller's own", () => {
  const headers = [
    ["X-Trace", "1"],
    ["authorization", "Bearer a"],
    ["AUTHORIZATION", "Bearer b"],
  ] as const;

  it("is one header, named as the key's, the last of several", () => {
    expect(connect({ ...READING, headers }, sources()).headers).toEqual([
      ["X-Trace", "1"],
      ["Authorization", "Bearer b"],
    ]);
  });

  it("stays as it is spelt where LiteLLM's way is asked for", () => {
    const settings = { lintel_repeat_authorization: true };
    expect(connect({ ...READING, headers }, sources(settings)).headers).toEqual(headers);
  });
});
