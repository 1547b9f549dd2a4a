import { setImmediate } from "node:timers/promises";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { Secret } from "@lintel/core/host";
import { expect, it } from "vitest";
import { selfSigned } from "./test/self-signed.ts";
import { drained, got, openBody, overBoth, plan } from "./test/sending.ts";
import { bodyOf, serve, serveRaw, serveTls } from "./test/servers.ts";

overBoth("a host sends a plan", (testHost) => {
  it("with method, path, query, body and headers in order, secrets in place", async () => {
    const seen: unknown[] = [];
    const server = await serve(async (request, response) => {
      const own = request.rawHeaders.slice(0, request.rawHeaders.indexOf("content-length"));
      seen.push(request.method, request.url, own.slice(own.indexOf("X-B")), (await bodyOf(request)).toString());
      response.writeHead(201, { "X-Answer": "yes" }).end("fine");
    });
    const sent = plan(`${server.origin}/v1/chat?b=1&a=%20`, {
      headers: [
        ["X-B", "1"],
        ["x-a", "2"],
        ["Authorization", ["Bearer ", new Secret("OPENAI_API_KEY", "sk-very-secret")]],
      ],
      body: { body: "text", text: '{"text":"ü"}' },
    });

    const answer = await got(testHost().send(sent));

    expect(answer).toMatchObject({ status: 201, body: "fine" });
    expect(answer).toHaveProperty("headers", expect.arrayContaining([["X-Answer", "yes"]]));
    expect(seen.slice(0, 2)).toEqual(["POST", "/v1/chat?b=1&a=%20"]);
    expect(seen[2]).toEqual(expect.arrayContaining(["X-B", "1", "x-a", "2", "Authorization", "Bearer sk-very-secret"]));
    expect(seen[3]).toBe('{"text":"ü"}');
  });

  it("over one connection for requests that follow each other", async () => {
    const server = await serve((_, response) => response.end("ok"));
    const host = testHost();
    for (const _ of [1, 2, 3]) {
      await got(host.send(plan(server.origin)));
      await setImmediate();
    }
    expect(server.sockets).toHaveLength(1);
  });

  it("over a connection each for requests at the same time", async () => {
    const server = await serve((_, response) => setTimeout(() => response.end("ok"), 50));
    const host = testHost();
    const began = performance.now();
    await Promise.all(Array.from({ length: 20 }, () => got(host.send(plan(server.origin)))));
    expect(server.sockets.length).toBe(20);
    expect(performance.now() - began).toBeLessThan(900);
  });

  it("to a server whose certificate the host was told to trust", async () => {
    const credentials = selfSigned();
    const server = await serveTls(credentials, (_, response) => response.end("secure"));
    const answer = await got(testHost({ ca: credentials.cert }).send(plan(server.origin)));
    expect(answer).toMatchObject({ status: 200, body: "secure" });
  });

  it("with user and password of the address as basic authorization", async () => {
    const server = await serve((request, response) => response.end(request.headers.authorization));
    const address = server.origin.replace("://", "://ann:p%40ss@");
    const basic = { body: `Basic ${btoa("ann:p@ss")}` };
    expect(await got(testHost().send(plan(address)))).toMatchObject(basic);
    const headers = [["Authorization", "Bearer k"]] as const;
    expect(await got(testHost().send({ ...plan(address), headers }))).toMatchObject(basic);
  });
});

overBoth("a body", (testHost) => {
  const text = JSON.stringify({ text: "seven ".repeat(5000) });
  it.each([
    ["gzip", gzipSync(text)],
    ["deflate", deflateSync(text)],
    ["deflate", deflateRawSync(text)],
    ["br", brotliCompressSync(text)],
    ["zstd", zstdCompressSync(text)],
    ["gzip, br", brotliCompressSync(gzipSync(text))],
  ])("in %s is decoded", async (coding, bytes) => {
    const server = await serve((_, response) => response.writeHead(200, { "content-encoding": coding }).end(bytes));
    expect(await got(testHost().send(plan(server.origin)))).toMatchObject({ body: text });
  });

  it("is offered in every coding when it is wanted whole, and plain when it is streamed", async () => {
    const server = await serve((request, response) => response.end(request.headers["accept-encoding"]));
    const host = testHost();
    expect(await got(host.send(plan(server.origin)))).toMatchObject({ body: "gzip, deflate, br, zstd" });
    expect(await got(host.send(plan(server.origin, { expect: "stream" })))).toMatchObject({ body: "identity" });
  });

  it("comes piece by piece as it is sent", async () => {
    const server = await serve((_, response) => {
      response.write("one");
      setTimeout(() => response.write("two"), 40);
      setTimeout(() => response.end("three"), 80);
    });
    const body = await openBody(testHost().send(plan(server.origin, { expect: "stream" })));
    const reads = [await body.read(), await body.read(), await body.read(), await body.read()];
    expect(reads.map((read) => (read.read === "bytes" ? Buffer.from(read.bytes).toString() : read.read))).toEqual([
      "one",
      "two",
      "three",
      "end",
    ]);
  });

  it("in a coding comes piece by piece as well", async () => {
    const { createGzip, constants } = await import("node:zlib");
    const server = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      const gzip = createGzip();
      gzip.pipe(response);
      gzip.write("one");
      gzip.flush(constants.Z_SYNC_FLUSH);
      setTimeout(() => gzip.end("two"), 200);
    });
    const body = await openBody(testHost().send(plan(server.origin, { expect: "stream" })));
    const first = await body.read();
    expect(first.read === "bytes" && Buffer.from(first.bytes).toString()).toBe("one");
    expect(await drained(body)).toBe("two");
  });

  it("waits at the server while nobody reads it", async () => {
    const piece = Buffer.alloc(64 * 1024);
    let written = 0;
    const server = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
      const more = (): void => {
        while (written < 64 * 1024 * 1024) {
          written += piece.length;
          if (!socket.write(piece)) return void socket.once("drain", more);
        }
        socket.end();
      };
      more();
    });
    const body = await openBody(testHost().send(plan(server.origin, { expect: "stream" })));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const held = written;
    expect(held).toBeLessThan(32 * 1024 * 1024);
    let total = 0;
    for (let read = await body.read(); read.read === "bytes"; read = await body.read()) total += read.bytes.length;
    expect(total).toBe(64 * 1024 * 1024);
    expect(written).toBeGreaterThan(held);
  });
});
