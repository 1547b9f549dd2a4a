import { readFileSync } from "node:fs";
import { type Adapter, type Call, client, type Fault, finishParams, type Kwargs, type Outcome } from "@lintel/core";
import type { Host } from "@lintel/core/host";
import { entries, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { directory } from "./directory.ts";

interface Recorded {
  readonly id: string;
  readonly kwargs: Kwargs;
  readonly settings?: JsonObject;
  readonly env?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  readonly headers?: readonly (readonly [string, string])[];
  readonly fault?: {
    readonly kind: string;
    readonly status: number;
    readonly message: string;
    readonly provider?: string;
  };
}

function text(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
}

const recorded: readonly Recorded[] = text("calls.jsonl")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));
const SUPPORTED: Readonly<Record<string, readonly string[]>> = JSON.parse(text("supported.json"));

/** What of a call the tests look at, the parameters mapped by an adapter that takes them as they are. */
function seen({ model, input, policy, target, timeout }: Call<"chat">, names: readonly string[]): JsonObject {
  const mapped = Object.entries(input.params).filter(([name, value]) => names.includes(name) && value !== false);
  const params = finishParams(Object.fromEntries(mapped), { input, policy });
  const body = { model, messages: input.messages, ...params, ...input.extra };
  return { body, headers: target.headers.map(([name, value]) => [name, String(value)]), timeout: timeout ?? null };
}

/** What a wire makes of headers that its HTTP client would not send. */
function unsent(provider: string, text: string): Fault {
  const words = `InternalServerError: ${directory.find(provider)?.label}Exception - ${text}`;
  const message = `litellm.InternalServerError: ${words}`;
  return { origin: "caller", kind: "InternalServerError", status: 500, message, provider };
}

function plain(provider: string): Adapter<"chat"> {
  const supported = (model: string): readonly string[] =>
    SUPPORTED[`${provider}|${model}`] ?? SUPPORTED["openai|gpt-4o"] ?? [];
  return {
    route: "chat",
    provider,
    resends: false,
    connection: { key: { settings: [], env: [] }, base: { settings: [], env: [] } },
    supported,
    needs: () => ({}),
    prepare: (call) =>
      call.input.unsendable === undefined
        ? { step: "done", value: seen(call, [...supported(call.model), "metadata"]) }
        : { step: "fail", fault: unsent(provider, call.input.unsendable) },
    parse: () => ({ step: "done", value: {} }),
    fault: () => ({ step: "done", value: {} }),
  };
}

const adapters = [...new Set(Object.keys(SUPPORTED).map((name) => name.split("|", 1)[0] ?? ""))].map(plain);

const HOST: Host = {
  send: async () => ({ sent: false, failure: { kind: "policy", message: "nothing is sent here" } }),
  supply: async () => ({ supplied: false, message: "nothing is supplied here" }),
  wait: async () => {},
  now: () => 1_700_000_000_000,
  id: () => "0".repeat(32),
};

function ask(kwargs: Kwargs, { settings = {}, env = {} }: Partial<Recorded> = {}): Promise<Outcome> {
  return client(HOST, { adapters, providers: directory, settings, env }).completion(kwargs);
}

async function call(kwargs: Kwargs, more: Partial<Recorded> = {}): Promise<JsonObject> {
  const outcome = await ask(kwargs, more);
  if (outcome.outcome !== "value") throw new Error(`no value: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

/** A body as text; those the OpenAI SDK wrote, which begin with the messages, have an order of the SDK's own. */
function shown(body: Json | undefined, row: Recorded): string {
  const members = isObject(body) ? [...entries(body)] : [];
  const isOfSdk = Object.keys(row.body ?? {})[0] === "messages";
  return JSON.stringify(Object.fromEntries(isOfSdk ? members.sort(([a], [b]) => (a < b ? -1 : 1)) : members));
}

function frozen(value: unknown): void {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
}

describe("the chat call layer", () => {
  const bodies = recorded.filter(({ body }) => body !== undefined);
  it(`makes of ${bodies.length} recorded calls what LiteLLM sent, in its order`, async () => {
    expect(bodies.length).toBeGreaterThan(150);
    for (const row of bodies) {
      const { body } = await call(row.kwargs, row);
      expect(shown(body, row), row.id).toBe(shown(row.body, row));
    }
  });

  const headed = recorded.filter(({ headers }) => headers !== undefined);
  it(`hands on the headers of ${headed.length} recorded calls in LiteLLM's order`, async () => {
    expect(headed.length).toBeGreaterThan(8);
    for (const row of headed) expect((await call(row.kwargs, row)).headers, row.id).toEqual(row.headers);
  });

  const refusals = recorded.filter(({ fault }) => fault !== undefined);
  it(`refuses ${refusals.length} recorded calls in LiteLLM's words`, async () => {
    expect(refusals.length).toBeGreaterThan(100);
    for (const row of refusals) {
      const outcome = await ask(row.kwargs, row);
      if (outcome.outcome !== "fault") throw new Error(`${row.id} was not refused`);
      const { kind, status, message, provider } = outcome.fault;
      expect({ kind, status, message, ...(provider !== undefined && { provider }) }, row.id).toEqual(row.fault);
    }
  });

  it("changes nothing the caller passed in", async () => {
    for (const row of recorded) {
      frozen(row.kwargs);
      const outcome = await ask(row.kwargs, row);
      expect(outcome.outcome, row.id).toBe(row.fault === undefined ? "value" : "fault");
    }
  });

  it("names a provider that has no adapter, and the route it lacks", async () => {
    expect(await ask({ model: "watsonx/x", messages: [] })).toMatchObject({
      fault: { kind: "NotImplementedError", status: 501, code: "not_implemented", provider: "watsonx", model: "x" },
    });
  });

  it("names the route it needs for a call that LiteLLM sends elsewhere", async () => {
    expect(await ask({ model: "gpt-5-pro", messages: [] })).toMatchObject({
      fault: { kind: "NotImplementedError", message: expect.stringMatching(/\(needs: responses\)$/) },
    });
  });

  it("reports by pointer what it does not carry over", async () => {
    const { losses } = await ask({
      model: "mistral/mistral-large-latest",
      messages: [],
      stop: ["a", "b", "c", "d", "e"],
      logit_bias: { "1": 1 },
      drop_params: true,
      temperature: 1,
      additional_drop_params: ["temperature", "tools[*].function.strict"],
      metadata: { a: "b" },
      prompt_cache_retention: "24h",
      aws_region_name: "x",
      tools: [{ type: "function", input_examples: [], function: { name: "f" } }],
    });
    expect(losses.map(({ pointer, action }) => [pointer, action])).toEqual([
      ["/stop", "clamped"],
      ["/tools/0/input_examples", "dropped"],
      ["/temperature", "dropped"],
      ["/tools/*/function/strict", "dropped"],
      ["/logit_bias", "dropped"],
      ["/aws_region_name", "dropped"],
      ["/metadata", "dropped"],
      ["/prompt_cache_retention", "dropped"],
    ]);
  });

  it("waits as long as the call, the settings or the environment say", async () => {
    const timeout = async (kwargs: Kwargs, more: Partial<Recorded> = {}) =>
      (await call({ model: "gpt-4o", ...kwargs }, more)).timeout;
    expect(await timeout({})).toBe(600);
    expect(await timeout({ timeout: "5" })).toBe(5);
    expect(await timeout({ timeout: 0 })).toBe(0);
    expect(await timeout({ request_timeout: 7 })).toBe(7);
    expect(await timeout({}, { settings: { request_timeout: 30 } })).toBe(30);
    expect(await timeout({}, { settings: { request_timeout: 6000 } })).toBe(600);
    expect(await timeout({}, { env: { REQUEST_TIMEOUT: "6000" } })).toBe(6000);
  });

  it("drops what a model does not take when the environment says so", async () => {
    const kwargs = { model: "gpt-4o", messages: [], thinking: true };
    const outcome = async (LITELLM_DROP_PARAMS: string, settings: JsonObject = {}) =>
      (await ask(kwargs, { env: { LITELLM_DROP_PARAMS }, settings })).outcome;
    expect(await outcome("true")).toBe("value");
    expect(await outcome("sometimes")).toBe("value");
    expect(await outcome("off")).toBe("fault");
    expect(await outcome("true", { drop_params: false })).toBe("fault");
  });

  it("refuses an argument that has no JSON form, and says which", async () => {
    const messages = [{ role: "user", content: new Date(0) }];
    expect(await ask({ model: "gpt-4o", messages })).toMatchObject({
      fault: { message: expect.stringMatching(/^litellm\.BadRequestError: messages\/0\/content: /) },
    });
  });

  it("keeps every digit of what it hands on", async () => {
    const { body } = await call({ model: "gpt-4o", extra_body: { a: 12345678901234567890n } });
    expect(body).toMatchObject({ a: { source: "12345678901234567890" } });
  });

  it("keeps a key out of everything but its slot", async () => {
    const outcome = await ask({ model: "gpt-4o", messages: [], api_key: "sk-secret", aws_secret_access_key: "hidden" });
    expect(JSON.stringify(outcome)).not.toMatch(/sk-secret|hidden/);
  });
});
