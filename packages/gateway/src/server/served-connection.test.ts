import { expect, it, onTestFinished } from "vitest";
import { rawClient } from "../test/raw-client.ts";
import { type ListenOptions, listen } from "./listen.ts";
import type { Pipeline, Reply, RequestHead } from "./seam.ts";

type Answer = (reply: Reply, head: RequestHead, body: Uint8Array) => void;

const TEXT = ["content-type", "text/plain"];

const echo: Answer = (reply, _, body) => {
  reply.head(200, ["content-length", String(body.length)]);
  reply.end(body);
};

async function serving(answer: Answer, options: Partial<ListenOptions> = {}): Promise<number> {
  const pipeline: Pipeline = {
    limit: () => 1024,
    serve: (head, body, reply) => answer(reply, head, body),
    refuse: (_, reply) => {
      reply.head(413, ["content-length", "0"]);
      reply.end();
    },
  };
  const server = await listen(pipeline, { port: 0, host: "127.0.0.1", ...options });
  onTestFinished(() => server.close(0));
  return server.port;
}

function post(body: string, headers: readonly string[] = []): string {
  return ["POST / HTTP/1.1", "host: gateway", ...headers, "", body].join("\r\n");
}

it("a request arrives whole however it is cut", async () => {
  const text =
    post("hello world", ["content-length: 11"]) + post("5\r\nhello\r\n0\r\n\r\n", ["transfer-encoding: chunked"]);
  for (let cut = 1; cut < text.length; cut += 3) {
    const client = await rawClient(await serving(echo), text.slice(0, cut));
    await new Promise((resolve) => setTimeout(resolve, 2));
    client.socket.write(text.slice(cut));
    await expect.poll(() => client.said).toMatch(/hello worldHTTP[\s\S]*\r\n\r\nhello$/);
  }
}, 30_000);

it("a request that comes byte by byte is read as one that comes at once", async () => {
  const seen: RequestHead[] = [];
  const client = await rawClient(
    await serving((reply, head, body) => {
      seen.push(head);
      echo(reply, head, body);
    }),
  );
  for (const sign of post("ok", ["content-length: 2", "x-twice: a", "X-Twice:  b "])) {
    client.socket.write(sign);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect.poll(() => client.said).toMatch(/ok$/);
  expect(seen[0]).toMatchObject({ method: "POST", target: "/", remote: "127.0.0.1" });
  expect(seen[0]?.headers).toEqual({ host: "gateway", "content-length": "2", "x-twice": "a, b" });
  expect(seen[0]?.rawHeaders).toEqual(["host", "gateway", "content-length", "2", "x-twice", "a", "X-Twice", "b"]);
});

it("a stream is no chunks to a caller of HTTP/1.0, and ends with its connection", async () => {
  const client = await rawClient(
    await serving((reply) => {
      reply.head(200, TEXT);
      reply.write("a");
      reply.end("b");
    }),
    "GET / HTTP/1.0\r\n\r\n",
  );
  expect(await client.closed).toMatch(/\r\nConnection: close\r\n\r\nab$/);
});

it("an answer to HEAD, and one of 204, have no body", async () => {
  const port = await serving((reply, { method }) => {
    reply.head(method === "HEAD" ? 200 : 204, TEXT);
    reply.end("unsaid");
  });
  for (const method of ["HEAD", "GET"]) {
    const client = await rawClient(port, `${method} / HTTP/1.1\r\nhost: gateway\r\nconnection: close\r\n\r\n`);
    const said = await client.closed;
    expect(said).toMatch(/\r\n\r\n$/);
    expect(said.toLowerCase()).not.toContain("transfer-encoding");
  }
});

it("a caller who waits to be told to go on is told, unless the body is too large", async () => {
  const port = await serving(echo);
  const client = await rawClient(port, post("", ["content-length: 2", "expect: 100-continue"]));
  await expect.poll(() => client.said).toBe("HTTP/1.1 100 Continue\r\n\r\n");
  client.socket.write("ok");
  await expect.poll(() => client.said).toMatch(/HTTP\/1\.1 200 OK\r\n[\s\S]*ok$/);
  const large = await rawClient(port, post("", ["content-length: 2000", "expect: 100-continue"]));
  expect(await large.closed).toMatch(/^HTTP\/1\.1 413 /);
});

it("no header ends before its line does", async () => {
  const errors: unknown[] = [];
  const client = await rawClient(
    await serving((reply) => {
      for (const [name, value] of [
        ["x-own", "a\r\nx-other: b"],
        ["x-own\r\nx-other", "b"],
        ["x-own", "\u0100"],
      ] as const)
        try {
          reply.head(200, [name, value]);
        } catch (error) {
          errors.push(error);
        }
      reply.head(200, ["content-length", "0"]);
      reply.end();
    }),
    post("", ["connection: close"]),
  );
  expect(await client.closed).not.toContain("x-o");
  expect(errors).toHaveLength(3);
});

it("texts and bytes beyond ASCII arrive as they are, and their chunks tell their bytes", async () => {
  const said = "é€😀";
  const port = await serving((reply) => {
    reply.head(200, [...TEXT, "x-latin", "\u00e9"]);
    reply.write(said);
    reply.end(Buffer.from(said));
  });
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(await response.text()).toBe(said + said);
  expect(response.headers.get("x-latin")).toBe("\u00e9");
});

it("a caller who asks far ahead is not read on until there is room", async () => {
  const replies: Reply[] = [];
  const client = await rawClient(
    await serving((reply) => {
      replies.push(reply);
      reply.head(200, ["content-length", "1"]);
    }),
    post("", []).repeat(100),
  );
  await expect.poll(() => replies.length).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(replies.length).toBeLessThan(20);
  for (let at = 0; at < 100; at++) {
    await expect.poll(() => replies.length, { interval: 1 }).toBeGreaterThan(at);
    replies[at]?.end("x");
  }
  await expect.poll(() => client.said.match(/\r\n\r\nx/g)).toHaveLength(100);
});

it("an idle connection is let go after its time, and one that serves is not", async () => {
  const slow: Answer = (reply) => {
    reply.head(200, ["content-length", "2"]);
    setTimeout(() => reply.end("ok"), 120);
  };
  const client = await rawClient(await serving(slow, { keepAliveMs: 50, headersMs: 60, requestMs: 60 }), post(""));
  expect(await client.closed).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*ok$/);
});

it("who goes away is told of once, and takes nothing more", async () => {
  let gone = 0;
  const seen: boolean[] = [];
  const client = await rawClient(
    await serving((reply) => {
      reply.head(200, TEXT);
      reply.write("begun");
      reply.onGone(() => {
        gone++;
        seen.push(reply.closed, reply.write("more"));
      });
    }),
    post(""),
  );
  await expect.poll(() => client.said).toContain("begun");
  client.socket.destroy();
  await expect.poll(() => gone).toBe(1);
  expect(seen).toEqual([true, true]);
});

it("what is no HTTP is refused at once", async () => {
  const client = await rawClient(await serving(echo), "\x16\x03\x01\x02\x00");
  expect(await client.closed).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
});
