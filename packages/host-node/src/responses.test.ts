import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { LintelError, NotFoundError, type ResponseEvent, type ResponseStream } from "./index.ts";
import { json, lintel, provider, type TestProvider } from "./test/provider.ts";

const asked = { model: "openai/gpt-4.1", input: "Hi" };
const response = { id: "resp_1", object: "response", created_at: 1, status: "completed", output: [], model: "gpt-4.1" };
const OWNED = /^resp_[A-Za-z0-9+/]+=*$/;

interface Recorded {
  readonly id: string;
  readonly kwargs: { readonly model: string };
  readonly replies: readonly { readonly body_b64?: string }[];
  readonly oracle: { readonly chunks?: readonly string[]; readonly exception?: unknown };
}

const fixtures = new URL("../../../parity-fixtures/responses/openai.jsonl", import.meta.url);
const recorded = readFileSync(fixtures, "utf8")
  .trimEnd()
  .split("\n")
  .map((line): Recorded => JSON.parse(line))
  .filter(({ id, oracle }) => !/\/(?:over-chat|stream-broken|stream-accepting)/.test(id) && oracle.chunks !== undefined)
  .map(({ id, kwargs, replies }) => ({ id, kwargs, body: Buffer.from(replies[0]?.body_b64 ?? "", "base64") }));
const isFaked = ({ body }: { readonly body: Buffer }): boolean => body.toString("utf8", 0, 1) === "{";
const streams = recorded.filter((line) => !isFaked(line)).map(({ id, body }) => [id, body] as const);
const faked = recorded.filter(isFaked).map((line) => [line.id, line] as const);

function stream(body: Buffer | string): (response: ServerResponse) => void {
  return (it) => void it.writeHead(200, { "content-type": "text/event-stream" }).end(body);
}

async function all(events: ResponseStream): Promise<readonly ResponseEvent[]> {
  const seen: ResponseEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

/** A server that answers with the events `responses()` makes of the provider's. */
async function relay(upstream: TestProvider, { model } = asked): Promise<TestProvider> {
  const own = lintel();
  return provider(async (it) => {
    it.writeHead(200, { "content-type": "text/event-stream" });
    for await (const event of await own.responses({ ...asked, model, api_base: upstream.origin, stream: true }))
      it.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    it.end();
  });
}

/** What the official client's helper makes of a stream; undefined where it does not accept it. */
async function finalText({ origin }: TestProvider): Promise<string | undefined> {
  const client = new OpenAI({ apiKey: "none", baseURL: origin, maxRetries: 0 });
  try {
    const helper = client.responses.stream({ model: "any", input: "Hi" });
    return (await helper.finalResponse()).output_text;
  } catch {
    return undefined;
  }
}

describe("responses()", () => {
  it("gives a response whose id tells whose it is, and takes that id back", async () => {
    const upstream = await provider(json(response));
    const own = lintel();
    const first = await own.responses({ ...asked, api_base: upstream.origin });
    expect(first.id).toMatch(OWNED);
    await own.responses({ ...asked, api_base: upstream.origin, previous_response_id: first.id });
    expect(upstream.asked.map(({ path }) => path)).toEqual(["/responses", "/responses"]);
    expect(upstream.asked[1]?.body).toBe('{"model":"gpt-4.1","input":"Hi","previous_response_id":"resp_1"}');
  });

  it("retrieves, deletes, cancels and lists what is stored, by the id it gave, and compacts", async () => {
    const upstream = await provider(json({ ...response, object: "list", data: [], deleted: true }));
    const own = lintel();
    const { id } = await own.responses({ ...asked, api_base: upstream.origin });
    const stored = { response_id: id, api_base: upstream.origin };
    expect((await own.responses.retrieve(stored)).id).toBe(id);
    expect((await own.responses.delete(stored)).deleted).toBe(true);
    expect((await own.responses.cancel(stored)).status).toBe("completed");
    expect((await own.responses.inputItems({ ...stored, limit: 2 })).data).toEqual([]);
    expect((await own.responses.compact({ ...asked, api_base: upstream.origin })).output).toEqual([]);
    expect(upstream.asked.slice(1).map(({ path }) => path)).toEqual([
      "/responses/resp_1",
      "/responses/resp_1",
      "/responses/resp_1/cancel",
      "/responses/resp_1/input_items?limit=2&order=desc",
      "/responses/compact",
    ]);
  });

  it("rejects with LiteLLM's class", async () => {
    const refusing = await provider(json({ error: { message: "no", type: "x", param: null, code: null } }, 404));
    const call = lintel().responses.retrieve({
      response_id: "resp_1",
      custom_llm_provider: "openai",
      api_base: refusing.origin,
    });
    await expect(call).rejects.toThrow(NotFoundError);
  });

  it("ends a stream that breaks off in a fault with what had come", async () => {
    const delta = { type: "response.output_text.delta", item_id: "m", output_index: 0, content_index: 0, delta: "Hel" };
    const upstream = await provider(stream(`data: ${JSON.stringify(delta)}\n\n`));
    const events = await lintel().responses({ ...asked, api_base: upstream.origin, stream: true });
    const error = await all(events).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(LintelError);
    expect(error).toMatchObject({ partial: { content: "Hel" } });
  });
});

describe("the official client's responses.stream() accepts what responses() emits of every stream it accepts itself", () => {
  const accepted: string[] = [];

  it.each(streams)("%s", async (id, body) => {
    const upstream = await provider(stream(body));
    const theirs = await finalText(upstream);
    const ours = await finalText(await relay(upstream));
    if (theirs !== undefined) accepted.push(id);
    expect(ours).toBe(theirs ?? ours);
  });

  it("and it accepts nearly all of them", () => {
    expect(accepted.length).toBeGreaterThan(40);
  });
});

describe("the official client's responses.stream() puts together what is faked of a whole answer", () => {
  it.each(faked)("%s", async (_, { kwargs, body }) => {
    const upstream = await provider(json(JSON.parse(body.toString("utf8"))));
    const { origin } = await relay(upstream, { ...asked, ...kwargs });
    const client = new OpenAI({ apiKey: "none", baseURL: origin, maxRetries: 0 });
    const helper = client.responses.stream({ model: "any", input: "Hi" });
    const said: string[] = [];
    helper.on("response.output_text.delta", ({ snapshot }) => void said.push(snapshot));
    const whole = await helper.finalResponse();
    expect(said.at(-1) ?? "").toBe(whole.output_text);
    expect(whole.output).toHaveLength(JSON.parse(body.toString("utf8")).output.length);
  });

  it("and there are some of them", () => {
    expect(faked.length).toBeGreaterThan(3);
  });
});
