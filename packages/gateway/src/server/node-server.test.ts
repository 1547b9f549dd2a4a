import { describe, expect, it, onTestFinished } from "vitest";
import { counted } from "../test/counted.ts";
import { type RawClient, rawClient } from "../test/raw-client.ts";
import { type ListenOptions, listen } from "./node-server.ts";
import type { Pipeline } from "./seam.ts";

async function serving(
  serve: Pipeline["serve"],
  options: Partial<ListenOptions> = {},
  limit = 1_000_000,
): Promise<number> {
  const pipeline: Pipeline = {
    admit: () => ({ limit }),
    serve,
    refuse(_, reply) {
      reply.head(413, ["content-length", "0"]);
      reply.end();
    },
  };
  const server = await listen(pipeline, { port: 0, host: "127.0.0.1", ...options });
  onTestFinished(() => server.close(0));
  return server.port;
}

function post(headers: readonly string[]): string {
  return ["POST / HTTP/1.1", "host: gateway", ...headers, "", ""].join("\r\n");
}

const MUCH = "x".repeat(16 * 1024 * 1024);

it.each([
  ["the last answer", ["connection: close"]],
  ["an answer that others may follow", []],
])("%s reaches a caller who reads it more slowly than connections are kept", async (_, headers) => {
  const port = await serving(
    (_, __, reply) => {
      reply.head(200, ["content-length", String(MUCH.length)]);
      reply.end(MUCH);
    },
    { keepAliveMs: 150 },
  );
  const client = await rawClient(port);
  client.socket.pause();
  client.socket.write(post(headers));
  await new Promise((resolve) => setTimeout(resolve, 2500));
  client.socket.resume();
  await expect.poll(() => client.said.length - client.said.indexOf("\r\n\r\n") - 4).toBe(MUCH.length);
});

describe("a caller who takes nothing of an answer", () => {
  const serve = (isWhole: boolean): Pipeline["serve"] =>
    isWhole
      ? (_, __, reply) => {
          reply.head(200, ["content-length", String(MUCH.length)]);
          reply.end(MUCH);
        }
      : async (_, __, reply) => {
          reply.head(200, ["content-type", "text/plain"]);
          while (!reply.closed) if (!reply.write("x".repeat(65_536))) await reply.drained();
        };

  it.each([
    ["a stream", false],
    ["a whole one", true],
  ])("such as %s, is let go after a while", async (_, isWhole) => {
    const gone: boolean[] = [];
    const port = await serving(
      (head, body, reply) => {
        reply.onGone(() => void gone.push(true));
        serve(isWhole)(head, body, reply);
      },
      { stallMs: 200 },
    );
    const client = await rawClient(port);
    client.socket.pause();
    client.socket.write(post([]));
    await expect.poll(() => gone.length, { timeout: 5000 }).toBe(1);
  });

  it.each([
    ["a stream", false],
    ["a whole one", true],
  ])("until then, such as %s, and takes the rest in time, is answered", async (_, isWhole) => {
    const gone: boolean[] = [];
    const port = await serving(
      (head, body, reply) => {
        reply.onGone(() => void gone.push(true));
        serve(isWhole)(head, body, reply);
      },
      { stallMs: 1500 },
    );
    const client = await rawClient(port);
    client.socket.pause();
    client.socket.write(post([]));
    for (let turn = 0; turn < 4; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const before = client.said.length;
      client.socket.resume();
      await expect.poll(() => client.said.length, { interval: 5 }).toBeGreaterThan(before + 100_000);
      client.socket.pause();
    }
    expect(gone).toEqual([]);
  });

  it("keeps its connection while it is the provider that says nothing", async () => {
    const port = await serving(
      async (_, __, reply) => {
        reply.head(200, ["content-type", "text/plain"]);
        for (let piece = 0; piece < 300; piece++) if (!reply.write("x".repeat(65_536))) await reply.drained();
        await new Promise((resolve) => setTimeout(resolve, 700));
        reply.end("last");
      },
      { stallMs: 200 },
    );
    const client = await rawClient(port, post(["connection: close"]));
    expect(await client.closed).toMatch(/last\r\n0\r\n\r\n$/);
  });
});

it("a body in chunks of a byte each takes little more memory than one in large ones", async () => {
  const size = 200_000;
  let seen = 0;
  const port = await serving((_, body, reply) => {
    seen = body.length;
    reply.abort();
  });
  const client = await rawClient(port, post(["transfer-encoding: chunked"]));
  const before = await counted();
  client.socket.write("1\r\nx\r\n".repeat(size));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const after = await counted();
  expect(after.heap - before.heap).toBeLessThan(5_000_000);
  client.socket.write("0\r\n\r\n");
  await expect.poll(() => seen).toBe(size);
});

describe("a caller that waits to hear whether its body is wanted", () => {
  const waiting = ["expect: 100-continue", "connection: close"];
  const seen = async (headers: readonly string[], limit: number): Promise<RawClient> => {
    const port = await serving(
      (_, body, reply) => {
        reply.head(200, ["content-length", String(body.length)]);
        reply.end(body);
      },
      {},
      limit,
    );
    return rawClient(port, post([...waiting, ...headers]));
  };

  it("is told to go on, and answered", async () => {
    const client = await seen(["content-length: 2"], 10);
    await expect.poll(() => client.said).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    client.socket.write("ok");
    expect(await client.closed).toMatch(/HTTP\/1\.1 200 OK[\s\S]*\r\n\r\nok$/);
  });

  it.each([
    ["tells that it is too large", ["content-length: 11"], 10],
    ["goes where none is read", ["content-length: 2"], 0],
    ["comes in chunks where none is read", ["transfer-encoding: chunked"], 0],
  ])("is refused at once where its body %s", async (_, headers, limit) => {
    const client = await seen(headers, limit);
    expect(await client.closed).toMatch(/^HTTP\/1\.1 413 /);
  });
});
