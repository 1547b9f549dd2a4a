import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as errors from "./errors.ts";
import { completionReply, events, json, lintel, provider, textChunks } from "./test/provider.ts";
import { selfSigned } from "./test/self-signed.ts";
import { freePort, serveRaw, serveTls } from "./test/servers.ts";

const messages = [{ role: "user", content: "Hi" }] as const;
const base = { model: "openai/gpt-4o-mini", messages, num_retries: 0, max_retries: 0 } as const;
const KEY = "sk-test-key-0123456789";

const rejections: unknown[] = [];
const note = (reason: unknown): void => void rejections.push(reason);

async function thrown(promise: Promise<unknown>): Promise<errors.LintelError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!errors.isLintelError(error)) throw new Error(`no error of Lintel: ${inspect(error)}`);
  for (const text of [error.message, error.stack, inspect(error), JSON.stringify(error)])
    expect(text).not.toContain(KEY);
  return error;
}

async function wrong(args: unknown): Promise<errors.LintelError> {
  // Deliberately wrong types, as a JavaScript caller may pass them.
  const untyped: (args: never) => Promise<unknown> = lintel().completion;
  return thrown(untyped(args as never));
}

describe("a failed call is a typed error that names its cause", () => {
  beforeAll(() => void process.on("unhandledRejection", note));
  afterAll(() => {
    process.off("unhandledRejection", note);
    expect(rejections).toEqual([]);
  });

  it("a refused connection", async () => {
    const error = await thrown(lintel().completion({ ...base, api_base: `http://127.0.0.1:${await freePort()}` }));
    expect(error).toMatchObject({ failure: { kind: "refused", message: expect.stringContaining("ECONNREFUSED") } });
  });

  it("a name that does not resolve", async () => {
    const error = await thrown(lintel().completion({ ...base, api_base: "http://lintel-test.invalid" }));
    expect(error.failure?.kind).toBe("dns");
  });

  it.each([
    [{ api_base: "localhost:11434/v1" }, "not an http address: localhost:11434/v1"],
    [{ api_base: "no address" }, "not an http address: no address"],
    [{ api_key: "sk-demo\n" }, "invalid Authorization header"],
  ])("what cannot be sent: %j", async (args, told) => {
    const error = await thrown(lintel().completion({ ...base, api_base: "http://127.0.0.1:1", ...args }));
    expect(error.cause).toMatchObject({ message: expect.stringContaining(told) });
    expect(inspect(error)).toContain(told);
  });

  it("a certificate nobody vouches for", async () => {
    const server = await serveTls(selfSigned(), (_, response) => response.end());
    expect((await thrown(lintel().completion({ ...base, api_base: server.origin }))).failure?.kind).toBe("tls");
  });

  it("an answer that does not begin in time", async () => {
    const server = await provider(() => undefined);
    const error = await thrown(lintel().completion({ ...base, api_base: server.origin, timeout: 0.1 }));
    expect(error).toBeInstanceOf(errors.Timeout);
    expect(error).toMatchObject({
      failure: { kind: "read_timeout" },
      model: expect.stringContaining("gpt-4o-mini"),
      provider: "openai",
    });
    await server.closed;
  });

  it("a connection that breaks in the middle", async () => {
    const server = await serveRaw((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"));
    });
    expect((await thrown(lintel().completion({ ...base, api_base: server.origin }))).failure?.kind).toBe("reset");
  });

  it("an answer that is not HTTP", async () => {
    const server = await serveRaw((socket) => {
      socket.once("data", () => socket.end("220 smtp ready\r\n"));
    });
    expect((await thrown(lintel().completion({ ...base, api_base: server.origin }))).failure?.kind).toBe("protocol");
  });

  it("an answer that is too large", async () => {
    const { origin } = await provider(json({ ...completionReply, padding: "x".repeat(10_000) }));
    const error = await thrown(lintel({ http: { replyBytes: 5_000 } }).completion({ ...base, api_base: origin }));
    expect(error.failure).toMatchObject({ kind: "too_large" });
  });

  it.each([
    [
      401,
      errors.AuthenticationError,
      {
        error: {
          message: "Incorrect API key provided: sk-w***.",
          type: "invalid_request_error",
          code: "invalid_api_key",
        },
      },
    ],
    [
      429,
      errors.RateLimitError,
      { error: { message: "Rate limit reached", type: "tokens", code: "rate_limit_exceeded" } },
    ],
    [
      400,
      errors.ContextWindowExceededError,
      {
        error: {
          message: "This model's maximum context length is 8192 tokens.",
          type: "invalid_request_error",
          code: "context_length_exceeded",
        },
      },
    ],
    [
      404,
      errors.NotFoundError,
      { error: { message: "The model `x` does not exist.", type: "invalid_request_error", code: "model_not_found" } },
    ],
  ])("status %i", async (status, kind, body) => {
    const { origin } = await provider(json(body, status));
    const error = await thrown(lintel().completion({ ...base, api_base: origin }));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ status, message: expect.stringContaining(body.error.message) });
    expect(error.headers.get("x-request-id")).toBe("req-1");
  });

  it("an HTML page from a gateway in between", async () => {
    const { origin } = await provider((response) => {
      response.writeHead(502, { "content-type": "text/html" }).end("<html><h1>502 Bad Gateway</h1></html>");
    });
    const error = await thrown(lintel().completion({ ...base, api_base: origin }));
    expect(error.message).toContain("502 Bad Gateway");
    expect(error.status).toBeGreaterThanOrEqual(500);
  });

  it.each(["<html>fine</html>", '{"id": "x", "choices": [', "null", "[]", "42", ""])(
    "an answer that is no completion: %j",
    async (text) => {
      const { origin } = await provider((response) => {
        response.writeHead(200, { "content-type": "application/json" }).end(text);
      });
      expect(await thrown(lintel().completion({ ...base, api_base: origin }))).toBeInstanceOf(errors.LintelError);
    },
  );

  it("a stream that ends before it is over, with what had come", async () => {
    const { origin } = await provider(events(textChunks.slice(0, 3), { cut: true }));
    const stream = await lintel().completion({ ...base, api_base: origin, stream: true });
    const texts: string[] = [];
    const error = await thrown(
      (async () => {
        for await (const chunk of stream) texts.push(chunk.choices[0]?.delta.content ?? "");
      })(),
    );
    expect(texts.join("")).toBe("Hello");
    expect(error.partial?.content).toBe("Hello");
  });

  it("a stream that falls silent, whose connection it closes", async () => {
    const server = await provider((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const chunk of textChunks.slice(0, 2)) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    });
    const stream = await lintel().completion({ ...base, api_base: server.origin, stream: true, timeout: 0.15 });
    const error = await thrown(
      (async () => {
        for await (const _ of stream);
      })(),
    );
    expect(error).toMatchObject({ failure: { kind: "read_timeout" }, partial: { content: "Hel" } });
    await server.closed;
  });

  it("a stream whose connection breaks", async () => {
    const { origin } = await provider(async (response) => {
      await events(textChunks.slice(0, 2), { gapMs: 10 })(
        Object.assign(response, { end: () => response.socket?.resetAndDestroy() }),
      );
    });
    const stream = await lintel().completion({ ...base, api_base: origin, stream: true });
    const error = await thrown(
      (async () => {
        for await (const _ of stream);
      })(),
    );
    expect(error).toMatchObject({ failure: { kind: "reset" } });
  });

  it("a model nobody claims", async () => {
    expect(await thrown(lintel().completion({ ...base, model: "nobody/nothing" }))).toMatchObject({
      message: expect.stringContaining("nobody/nothing"),
    });
  });

  it("a missing key", async () => {
    const error = await thrown(lintel({ env: {} }).completion(base));
    expect(error.message).toContain("OPENAI_API_KEY");
  });

  it("wrong types", async () => {
    expect((await wrong({ ...base, messages: "Hi" })).origin).toBe("caller");
    expect((await wrong({ ...base, messages: [42] })).origin).toBe("caller");
    expect((await wrong({ ...base, model: 42 })).origin).toBe("caller");
    for (const nothing of [undefined, null, "openai/gpt-4o", 42])
      expect(await wrong(nothing)).toBeInstanceOf(errors.BadRequestError);
  });

  it("a parameter the model does not take", async () => {
    const error = await thrown(lintel().completion({ ...base, model: "openai/o1", temperature: 0.2 }));
    expect(error).toBeInstanceOf(errors.UnsupportedParamsError);
    expect(error.message).toContain("temperature");
  });

  it("a file that is too large, missing or none", async () => {
    const ask = (file: unknown): Promise<errors.LintelError> =>
      thrown(
        lintel({ http: { files: { maxBytes: 3 } } }).ocr({
          model: "mistral/mistral-ocr-latest",
          document: { type: "file", file },
        }),
      );
    expect((await ask(new Blob(["1234"]))).message).toContain("document.file");
    expect((await ask(new Blob(["1234"]))).message).toContain("the limit of 3 bytes");
    expect((await ask(new URL("file:///no/such/file.pdf"))).message).toContain("/no/such/file.pdf");
    expect((await ask(42)).origin).toBe("caller");
  });
});
