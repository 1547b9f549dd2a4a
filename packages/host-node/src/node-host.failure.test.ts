import { gzipSync } from "node:zlib";
import { Secret } from "@lintel/core/host";
import { expect, it } from "vitest";
import { selfSigned } from "./test/self-signed.ts";
import { failureOf, openBody, overBoth, plan } from "./test/sending.ts";
import { freePort, serve, serveRaw, serveTls } from "./test/servers.ts";

overBoth("a host tells what broke a request", (testHost) => {
  it("a refused connection", async () => {
    const failure = await failureOf(testHost().send(plan(`http://127.0.0.1:${await freePort()}`)));
    expect(failure).toMatchObject({ kind: "refused", message: expect.stringContaining("ECONNREFUSED") });
  });

  it("a name that does not resolve", async () => {
    const failure = await failureOf(testHost().send(plan("http://lintel-test.invalid/v1")));
    expect(failure).toMatchObject({ kind: "dns", message: expect.stringContaining("lintel-test.invalid") });
  });

  it("a certificate nobody vouches for", async () => {
    const server = await serveTls(selfSigned(), (_, response) => response.end());
    expect(await failureOf(testHost().send(plan(server.origin)))).toMatchObject({ kind: "tls" });
  });

  it("a server that does not speak TLS", async () => {
    const server = await serve((_, response) => response.end());
    const failure = await failureOf(testHost().send(plan(server.origin.replace("http:", "https:"))));
    expect(failure).toMatchObject({ kind: "tls" });
  });

  const elapsedMs = expect.any(Number);

  it("a connection that is not ready in time, which it closes", async () => {
    const server = await serveRaw((socket) => void socket.resume(), "https");
    const failure = await failureOf(testHost().send(plan(server.origin, { timeouts: { connectMs: 60 } })));
    expect(failure).toEqual({ kind: "connect_timeout", message: "no connection within 60 ms", elapsedMs });
    await server.closed;
  });

  it("a bounded pool with no free connection, and a connection of it that is not ready in time", async () => {
    const busy = await serve(() => undefined);
    const host = testHost({ connections: 1, timeouts: { connectMs: 50 } });
    const first = new AbortController();
    const pending = failureOf(host.send(plan(busy.origin), first.signal));
    const second = plan(busy.origin, { timeouts: { firstByteMs: 150 } });
    expect(await failureOf(host.send(second))).toEqual({
      kind: "pool_timeout",
      message: "no free connection within 150 ms",
      elapsedMs,
    });
    first.abort();
    await pending;
    const silent = await serveRaw((socket) => void socket.resume(), "https");
    expect(await failureOf(host.send(plan(silent.origin)))).toMatchObject({ kind: "connect_timeout" });
  });

  it("an answer that does not begin in time, whose connection it closes", async () => {
    const server = await serve(() => undefined);
    const failure = await failureOf(testHost().send(plan(server.origin, { timeouts: { firstByteMs: 60 } })));
    expect(failure).toEqual({ kind: "read_timeout", message: "no answer within 60 ms", elapsedMs });
    expect(failure).toMatchObject({ elapsedMs: expect.toSatisfy((ms: number) => ms >= 50 && ms < 5000) });
    await server.closed;
  });

  it("an answer that falls silent, whose connection it closes", async () => {
    const server = await serve((_, response) => void response.write("begun"));
    const failure = await failureOf(testHost().send(plan(server.origin, { timeouts: { idleMs: 60 } })));
    expect(failure).toEqual({ kind: "read_timeout", message: "the answer was silent for 60 ms", elapsedMs });
    await server.closed;
  });

  it("no silence while the reader itself pauses", async () => {
    const server = await serve((_, response) => {
      response.write("one");
      setTimeout(() => response.end("two"), 20);
    });
    const sent = testHost().send(plan(server.origin, { expect: "stream", timeouts: { idleMs: 60 } }));
    const body = await openBody(sent);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([(await body.read()).read, (await body.read()).read, (await body.read()).read]).toEqual([
      "bytes",
      "bytes",
      "end",
    ]);
  });

  it("an upload nobody takes", async () => {
    const server = await serveRaw((socket) => void socket.pause());
    const blob = { blob: new Blob([new Uint8Array(32 * 1024 * 1024)]), mediaType: "application/pdf" };
    const upload = plan(server.origin, { body: { body: "blob", blob }, timeouts: { firstByteMs: 200 } });
    expect(await failureOf(testHost().send(upload))).toMatchObject({ kind: "write_timeout" });
    for (const socket of server.sockets) socket.resume();
    await server.closed;
  });

  it("a connection reset before the answer", async () => {
    const server = await serve((request) => request.socket.resetAndDestroy());
    expect(await failureOf(testHost().send(plan(server.origin)))).toMatchObject({ kind: "reset" });
  });

  it("a connection reset in the middle of the answer, after what had come", async () => {
    const server = await serve((request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      setTimeout(() => request.socket.resetAndDestroy(), 30);
    });
    const body = await openBody(testHost().send(plan(server.origin)));
    const first = await body.read();
    expect(first.read === "bytes" && Buffer.from(first.bytes).toString()).toBe("half");
    expect(await body.read()).toMatchObject({ read: "failed", failure: { kind: "reset" } });
  });

  it("an answer cut short of its announced length", async () => {
    const server = await serveRaw((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"));
    });
    expect(await failureOf(testHost().send(plan(server.origin)))).toMatchObject({ kind: "reset" });
  });

  it("a chunked answer without its last chunk", async () => {
    const server = await serveRaw((socket) => {
      socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n"));
    });
    expect((await failureOf(testHost().send(plan(server.origin)))).kind).toMatch(/^(reset|protocol)$/);
  });

  it.each([
    "SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/1.1 200 OK\r\nbad header\r\n\r\n",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
  ])("an answer that is not HTTP: %j", async (text) => {
    const server = await serveRaw((socket) => {
      socket.once("data", () => socket.end(text));
    });
    expect(await failureOf(testHost().send(plan(server.origin)))).toMatchObject({ kind: "protocol" });
  });

  it("endless headers", async () => {
    const server = await serveRaw((socket) => {
      socket.once("data", () => socket.write(`HTTP/1.1 200 OK\r\nx: ${"a".repeat(1024 * 1024)}`));
    });
    expect(await failureOf(testHost().send(plan(server.origin)))).toMatchObject({ kind: "too_large" });
  });

  it.each([
    ["announced", { "content-length": "2000" }, Buffer.alloc(1)],
    ["read", {}, Buffer.alloc(2000)],
    ["decoded", { "content-encoding": "gzip" }, gzipSync(Buffer.alloc(1024 * 1024))],
  ])("an answer too large as %s, which it breaks off", async (_, headers, bytes) => {
    const server = await serve((__, response) => {
      response.writeHead(200, headers);
      response.write(bytes);
    });
    const failure = await failureOf(testHost({ replyBytes: 1999 }).send(plan(server.origin)));
    expect(failure).toEqual({ kind: "too_large", message: "the answer exceeds 1999 bytes" });
    await server.closed;
  });

  it("tells how large a whole answer it reads, for who reads it", () => {
    const host = testHost({ replyBytes: 1999 });
    expect([host.replyBytes, host.within({}).replyBytes, testHost().replyBytes]).toEqual([1999, 1999, 256 * 1024 ** 2]);
  });

  it("a damaged content coding and an unknown one", async () => {
    const server = await serve((request, response) => {
      response.writeHead(200, { "content-encoding": request.url === "/gzip" ? "gzip" : "pack200" }).end("plain");
    });
    const host = testHost();
    expect(await failureOf(host.send(plan(`${server.origin}/gzip`)))).toMatchObject({ kind: "protocol" });
    expect(await failureOf(host.send(plan(`${server.origin}/other`)))).toEqual({
      kind: "protocol",
      message: 'unknown content coding "pack200"',
    });
  });

  it("an address that is none, without the secret in it", async () => {
    const url = ["http://bad host/?key=", new Secret("GEMINI_API_KEY", "top-secret")];
    const failure = await failureOf(testHost().send({ ...plan(""), url }));
    expect(failure).toEqual({ kind: "protocol", message: "not a valid address: http://bad host/?key=***" });
  });

  it("a header that cannot be sent, without its text", async () => {
    const headers = [["authorization", ["Bearer ", new Secret("KEY", "line\nbreak")]]] as const;
    const server = await serve((_, response) => response.end());
    const failure = await failureOf(testHost().send(plan(server.origin, { headers })));
    expect(failure).toMatchObject({ kind: "protocol", message: "invalid authorization header" });
    expect(JSON.stringify(failure)).not.toContain("break");
  });
});

overBoth("the caller's abort closes the connection", (testHost) => {
  const aborted = { kind: "aborted", message: "the caller aborted the request" };

  it("before anything is sent", async () => {
    expect(await failureOf(testHost().send(plan("http://127.0.0.1:9/"), AbortSignal.abort()))).toEqual(aborted);
  });

  it("while it is being made", async () => {
    const server = await serveRaw((socket) => void socket.resume(), "https");
    const controller = new AbortController();
    const failure = failureOf(testHost().send(plan(server.origin), controller.signal));
    setTimeout(() => controller.abort(), 50);
    expect(await failure).toEqual(aborted);
    await server.closed;
  });

  it("while it waits for the answer to begin", async () => {
    const controller = new AbortController();
    const server = await serve(() => controller.abort());
    expect(await failureOf(testHost().send(plan(server.origin), controller.signal))).toEqual(aborted);
    await server.closed;
  });

  it("in the middle of the answer, at once, also during a read", async () => {
    const server = await serve((_, response) => void response.write("begun"));
    const controller = new AbortController();
    const body = await openBody(testHost().send(plan(server.origin, { expect: "stream" }), controller.signal));
    expect((await body.read()).read).toBe("bytes");
    const pending = body.read();
    controller.abort();
    expect(await pending).toEqual({ read: "failed", failure: aborted });
    await server.closed;
  });

  it("as the reader's cancel does", async () => {
    const server = await serve((_, response) => void response.write("begun"));
    const body = await openBody(testHost().send(plan(server.origin, { expect: "stream" })));
    body.cancel();
    expect(await body.read()).toEqual({ read: "failed", failure: aborted });
    await server.closed;
  });

  it("and leaves no listener on the signal once the answer is there", async () => {
    const server = await serve((_, response) => {
      response.write("o");
      setTimeout(() => response.end("k"), 20);
    });
    const listeners = new Set<unknown>();
    const signal = {
      aborted: false,
      addEventListener: (_: "abort", listener: () => void) => void listeners.add(listener),
      removeEventListener: (_: "abort", listener: () => void) => void listeners.delete(listener),
    };
    const body = await openBody(testHost().send(plan(server.origin), signal));
    expect(listeners.size).toBe(1);
    while ((await body.read()).read === "bytes");
    expect(listeners.size).toBe(0);
  });
});
