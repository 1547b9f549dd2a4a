import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { lintel, provider, type TestProvider } from "./test/provider.ts";

interface Recorded {
  readonly id: string;
  readonly kwargs: { readonly model: string; readonly tools?: readonly { readonly type: string }[] };
  readonly replies: readonly { readonly body_b64?: string }[];
  readonly oracle: { readonly chunks?: readonly string[]; readonly exception?: unknown };
}

function recorded(name: string): readonly Recorded[] {
  const path = new URL(`../../../parity-fixtures/responses/${name}.jsonl`, import.meta.url);
  return readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line): Recorded => JSON.parse(line));
}

/** Streams that LiteLLM ends as if the provider had finished, and that fail here. */
const CUT = /-odd-stream\/(?:cut-|no-message-stop|junk$|done-early|error-event-plain)/;

const streams = ["openai", "anthropic"]
  .flatMap(recorded)
  .filter(
    ({ id, oracle }) =>
      id.includes("/over-chat-") && !CUT.test(id) && oracle.chunks !== undefined && oracle.exception === undefined,
  );

function stream(body: Buffer): (response: ServerResponse) => void {
  return (it) => void it.writeHead(200, { "content-type": "text/event-stream" }).end(body);
}

/** A server that answers with the events `responses()` makes of a chat stream. */
async function relay({ origin }: TestProvider, { model, tools }: Recorded["kwargs"]): Promise<TestProvider> {
  const own = lintel();
  const asked = { model, input: "Hi", api_key: "sk-test", api_base: origin, ...(tools && { tools: [...tools] }) };
  return provider(async (it) => {
    it.writeHead(200, { "content-type": "text/event-stream" });
    for await (const event of await own.responses({ ...asked, stream: true }))
      it.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    it.end();
  });
}

describe("the official client's responses.stream() accepts every stream of responses over chat", () => {
  it.each(streams.map((line) => [line.id, line] as const))("%s", async (_, { kwargs, replies, oracle }) => {
    const upstream = await provider(stream(Buffer.from(replies[0]?.body_b64 ?? "", "base64")));
    const { origin } = await relay(upstream, kwargs);
    const client = new OpenAI({ apiKey: "none", baseURL: origin, maxRetries: 0 });
    const types: string[] = [];
    const helper = client.responses.stream({ model: "any", input: "Hi" });
    for await (const event of helper) types.push(event.type);
    const whole = await helper.finalResponse();
    expect(types[0]).toBe("response.created");
    expect(whole.status).toBe(JSON.parse(oracle.chunks?.at(-1) ?? "{}").response?.status);
  });

  it("and there are many of them", () => {
    expect(streams.length).toBeGreaterThan(50);
  });
});
