import { isNum } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { LintelError } from "./errors.ts";
import { completionReply, events, json, lintel, ocrReply, provider, textChunks, usageChunk } from "./test/provider.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const model = "openai/gpt-4o-mini";
const parameters = { type: "object", properties: { city: { type: "string" } } };
const tools = [{ type: "function", function: { name: "weather", parameters } }] as const;
const tool_choice = { type: "function", function: { name: "weather" } } as const;

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

describe("completion", () => {
  it("answers with a plain object in OpenAI's shape, and changes nothing it was given", async () => {
    const { origin, asked } = await provider(json(completionReply));
    const args = frozen({
      model,
      messages,
      api_base: origin,
      temperature: 0.5,
      tools,
      tool_choice,
      extra_headers: { "x-a": "b" },
      extra_body: { a: ["b"] },
    });
    const before = JSON.stringify(args);
    const answer = await lintel().completion(args);
    expect(JSON.parse(JSON.stringify(answer))).toMatchObject({
      object: "chat.completion",
      choices: [{ message: { content: "Hello" } }],
    });
    expect(answer.choices[0]?.message.content).toBe("Hello");
    expect(answer.usage?.total_tokens).toBe(4);
    expect(JSON.stringify(args)).toBe(before);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      path: "/chat/completions",
      headers: { authorization: "Bearer sk-test-key-0123456789" },
    });
    expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ model: "gpt-4o-mini", temperature: 0.5 });
  });

  it("tells head and losses beside the answer", async () => {
    const { origin } = await provider(json(completionReply));
    const { data, head, losses } = await lintel().completion.withResponse({ model, messages, api_base: origin });
    expect(data.choices).toHaveLength(1);
    expect(head?.headers).toContainEqual(["x-request-id", "req-1"]);
    expect(Array.isArray(losses)).toBe(true);
  });

  it("keeps numbers as they were written where it is asked to", async () => {
    const { origin } = await provider((response) => {
      const text = JSON.stringify(completionReply).replace(
        '"logprobs":null',
        '"logprobs":{"content":[{"token":"a","logprob":-0.0,"bytes":null,"top_logprobs":[]}]}',
      );
      response.writeHead(200, { "content-type": "application/json" }).end(text);
    });
    const args = { model, messages, api_base: origin };
    const plain = await lintel().completion(args);
    const exact = await lintel().completion(args, { exact: true });
    expect(JSON.stringify(plain)).toContain('"logprob":0');
    const found: unknown[] = [];
    JSON.stringify(exact, (_, value: unknown) => {
      if (isNum(value)) found.push(value.source);
      return value;
    });
    expect(found).toContain("-0.0");
  });

  it("streams chunks as they come, with the usage asked for", async () => {
    const { origin } = await provider(events([...textChunks, usageChunk], { gapMs: 30 }));
    const times: number[] = [];
    const texts: string[] = [];
    let total = 0;
    const stream = await lintel().completion({
      model,
      messages,
      api_base: origin,
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of stream) {
      times.push(performance.now());
      texts.push(chunk.choices[0]?.delta.content ?? "");
      total = chunk.usage?.total_tokens ?? total;
      expect(chunk.object).toBe("chat.completion.chunk");
    }
    expect(texts.join("")).toBe("Hello");
    expect(total).toBe(4);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(60);
    expect(stream.head.headers).toContainEqual(["x-request-id", "req-1"]);
  });

  it("closes the provider's connection when the loop is left", async () => {
    const server = await provider(
      events(
        Array.from({ length: 1000 }, () => textChunks[1]),
        { gapMs: 5 },
      ),
    );
    for await (const chunk of await lintel().completion({ model, messages, api_base: server.origin, stream: true })) {
      expect(chunk.choices).toHaveLength(1);
      break;
    }
    await server.closed;
  });

  it("closes the provider's connection on abort and on the signal, and says so", async () => {
    const long = events(
      Array.from({ length: 1000 }, () => textChunks[1]),
      { gapMs: 5 },
    );
    const first = await provider(long);
    const stream = await lintel().completion({ model, messages, api_base: first.origin, stream: true });
    await stream.next();
    stream.abort();
    await first.closed;
    expect(await stream.next()).toEqual({ done: true, value: undefined });

    const second = await provider(long);
    const controller = new AbortController();
    const signalled = await lintel().completion({
      model,
      messages,
      api_base: second.origin,
      stream: true,
      signal: controller.signal,
    });
    await signalled.next();
    controller.abort();
    await second.closed;
    const error = await (async () => {
      for await (const _ of signalled);
    })().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LintelError);
    expect(error).toMatchObject({ failure: { kind: "aborted" } });

    const silent = await provider(() => undefined);
    const signal = AbortSignal.timeout(50);
    await expect(lintel().completion({ model, messages, api_base: silent.origin, signal })).rejects.toBeInstanceOf(
      LintelError,
    );
    await silent.closed;
  });
});

describe("ocr", () => {
  it("answers with pages", async () => {
    const { origin, asked } = await provider(json(ocrReply));
    const document = frozen({ type: "document_url", document_url: "https://example.com/a.pdf" } as const);
    const answer = await lintel().ocr({ model: "mistral/mistral-ocr-latest", document, api_base: `${origin}/v1` });
    expect(answer.pages[0]?.markdown).toBe("# Title");
    expect(asked[0]).toMatchObject({
      path: "/v1/ocr",
      headers: { authorization: "Bearer mistral-test-key-0123456789" },
    });
  });

  it("sends the bytes of a file", async () => {
    const { origin, asked } = await provider(json(ocrReply));
    const file = new File(["%PDF-1.7"], "page.pdf");
    await lintel().ocr({ model: "mistral/mistral-ocr-latest", document: { type: "file", file }, api_base: origin });
    const data = `data:application/pdf;base64,${btoa("%PDF-1.7")}`;
    expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ document: { type: "document_url", document_url: data } });
  });
});
