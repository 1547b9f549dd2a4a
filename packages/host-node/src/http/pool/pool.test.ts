import type { Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { openHandles, settledHandles } from "../../test/open-handles.ts";
import { failureOf, got, openBody, plan, testHost } from "../../test/sending.ts";
import { freePort, serve, serveRaw } from "../../test/servers.ts";

const ANSWER = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

function answering(socket: Socket): void {
  socket.on("data", () => void socket.write(ANSWER));
}

const pool = { transport: "pool" } as const;

describe("a connection of the pool", () => {
  it("that was used last is used first, so that those too many run out", async () => {
    const used: number[] = [];
    const server = await serveRaw((socket) => {
      const own = server.sockets.length;
      socket.on("data", () => {
        used.push(own);
        globalThis.setTimeout(() => socket.write(ANSWER), 20 * (4 - own));
      });
    });
    const host = testHost(pool);
    await Promise.all([1, 2, 3].map(() => got(host.send(plan(server.origin)))));
    for (const _ of [1, 2]) await got(host.send(plan(server.origin)));
    expect(used.toSorted().slice(0, 3)).toHaveLength(3);
    expect(used[3]).toBe(used[4]);
    expect(server.sockets).toHaveLength(3);
  });

  it("is closed when it has been idle for so long", async () => {
    const server = await serveRaw(answering);
    await got(testHost({ ...pool, keepAliveMs: 50 }).send(plan(server.origin)));
    await server.closed;
  });

  it("is not kept where nothing is to be kept, nor when the request asks to close it", async () => {
    const server = await serveRaw(answering);
    const host = testHost({ ...pool, keepAliveMs: 0 });
    for (const _ of [1, 2]) await got(host.send(plan(server.origin)));
    expect(server.sockets).toHaveLength(2);
    const kept = testHost(pool);
    for (const _ of [1, 2]) await got(kept.send(plan(server.origin, { headers: [["connection", "close"]] })));
    expect(server.sockets).toHaveLength(4);
  });

  it("whose answer came before the request was sent whole is closed after it", async () => {
    const server = await serveRaw((socket) => {
      socket.pause();
      socket.write("HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\nno");
    });
    const body = { body: "bytes", bytes: new Uint8Array(32 * 1024 * 1024) } as const;
    expect(await got(testHost(pool).send(plan(server.origin, { body })))).toMatchObject({ status: 413, body: "no" });
    for (const socket of server.sockets) socket.resume();
    await server.closed;
  });

  it("that takes no bytes is a request that could not be sent", async () => {
    const server = await serveRaw((socket) => void socket.pause());
    const body = { body: "bytes", bytes: new Uint8Array(32 * 1024 * 1024) } as const;
    const sent = testHost(pool).send(plan(server.origin, { body, timeouts: { firstByteMs: 150 } }));
    expect(await failureOf(sent)).toMatchObject({ kind: "write_timeout" });
  });

  it("that the server closes as a request is sent fails the request, which is sent once", async () => {
    let requests = 0;
    const server = await serveRaw((socket) => {
      socket.on("data", () => {
        requests++;
        if (requests === 1) socket.write(ANSWER);
        else socket.end();
      });
    });
    const host = testHost(pool);
    await got(host.send(plan(server.origin)));
    expect(await failureOf(host.send(plan(server.origin)))).toEqual({
      kind: "reset",
      message: "the server closed the connection before the answer",
      told: "Server disconnected without sending a response.",
    });
    expect(requests).toBe(2);
  });

  it("that ends before anything of a request is written leaves the request to another one", async () => {
    const asked: Socket[] = [];
    const server = await serveRaw((socket) => {
      socket.on("data", () => {
        asked.push(socket);
        socket.write(ANSWER);
      });
    });
    const host = testHost(pool);
    await got(host.send(plan(server.origin)));
    // Behind a timer the event loop looks for what has arrived, and writes what is held back only then.
    await setTimeout(1);
    asked[0]?.end();
    expect(await got(host.send(plan(server.origin)))).toMatchObject({ status: 200, body: "ok" });
    expect(new Set(asked).size).toBe(2);
    expect(asked).toHaveLength(2);
  });

  it("is not disturbed by a reader of its last answer that cancels too late", async () => {
    const server = await serve((request, response) => {
      if (request.url === "/slow") return globalThis.setTimeout(() => response.end("slow"), 60);
      response.write("o");
      return globalThis.setTimeout(() => response.end("k"), 10);
    });
    const host = testHost(pool);
    const body = await openBody(host.send(plan(server.origin)));
    while ((await body.read()).read === "bytes");
    const next = got(host.send(plan(`${server.origin}/slow`)));
    await setTimeout(20);
    body.cancel();
    expect(await next).toMatchObject({ body: "slow" });
    expect(server.sockets).toHaveLength(1);
  });

  it("that was paused for its reader serves the next request", async () => {
    const size = 4 * 1024 * 1024;
    const server = await serve((_, response) => response.end(Buffer.alloc(size)));
    const host = testHost(pool);
    for (const _ of [1, 2]) {
      const body = await openBody(host.send(plan(server.origin)));
      await setTimeout(60);
      let total = 0;
      for (let read = await body.read(); read.read === "bytes"; read = await body.read()) total += read.bytes.length;
      expect(total).toBe(size);
    }
    expect(server.sockets).toHaveLength(1);
  });
});

describe("a bounded pool", () => {
  it("serves those who wait in their order, over the connections it has", async () => {
    const order: string[] = [];
    const server = await serve((request, response) => {
      order.push(request.url ?? "");
      globalThis.setTimeout(() => response.end("ok"), 5);
    });
    const host = testHost({ ...pool, connections: 2 });
    const paths = Array.from({ length: 12 }, (_, at) => `/${at}`);
    await Promise.all(paths.map((path) => got(host.send(plan(`${server.origin}${path}`)))));
    expect(order).toEqual(paths);
    expect(server.sockets).toHaveLength(2);
  });

  it("opens another connection for those who wait when one breaks", async () => {
    const server = await serve((request, response) => {
      if (request.url === "/broken") request.socket.resetAndDestroy();
      else response.end("ok");
    });
    const host = testHost({ ...pool, connections: 1 });
    const broken = failureOf(host.send(plan(`${server.origin}/broken`)));
    const next = got(host.send(plan(server.origin)));
    expect(await broken).toMatchObject({ kind: "reset" });
    expect(await next).toMatchObject({ body: "ok" });
  });

  it("forgets who gave up waiting", async () => {
    const server = await serve((_, response) => globalThis.setTimeout(() => response.end("ok"), 60));
    const host = testHost({ ...pool, connections: 1 });
    const controller = new AbortController();
    const first = got(host.send(plan(server.origin)));
    const second = failureOf(host.send(plan(server.origin), controller.signal));
    const third = got(host.send(plan(server.origin)));
    await setTimeout(10);
    controller.abort();
    expect(await second).toMatchObject({ kind: "aborted" });
    expect([await first, await third]).toMatchObject([{ body: "ok" }, { body: "ok" }]);
    expect(server.sockets).toHaveLength(1);
  });
});

describe("a host that is closed", () => {
  it("ends what is under way and what waits, and sends nothing more", async () => {
    const server = await serve(() => undefined);
    const host = testHost({ ...pool, connections: 1 });
    const pending = [1, 2].map(() => failureOf(host.send(plan(server.origin))));
    while (server.sockets.length === 0) await setTimeout(5);
    await host.close();
    const closed = { kind: "aborted", message: "the host is closed" };
    expect(await Promise.all(pending)).toEqual([closed, closed]);
    expect(await failureOf(host.send(plan(server.origin)))).toEqual(closed);
    await server.closed;
  });
});

describe("a thousand failures", () => {
  it("leave no socket and no timer behind", async () => {
    const faults = ["", "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\ncut", "HTTP/1.1 200 OK\r\n"];
    let count = 0;
    const server = await serveRaw((socket) => {
      socket.on("data", () => {
        count++;
        if (count % 5 === 4) return;
        socket.end(faults[count % 5] ?? "");
      });
    });
    const refused = `http://127.0.0.1:${await freePort()}`;
    const before = openHandles();
    const host = testHost(pool);
    for (let round = 0; round < 20; round++) {
      const origins = Array.from({ length: 50 }, (_, at) => (at % 10 === 0 ? refused : server.origin));
      const timeouts = { firstByteMs: 30, connectMs: 1000 };
      const sent = origins.map((origin) => got(host.send(plan(origin, { timeouts }))));
      for (const answer of await Promise.all(sent)) expect(answer).toHaveProperty("failure");
    }
    expect(await settledHandles(before)).toBeLessThanOrEqual(before);
  });
});
