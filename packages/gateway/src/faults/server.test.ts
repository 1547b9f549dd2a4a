import { nodeHost } from "@lintel/host-node";
import { describe, expect, it, onTestFinished } from "vitest";
import { gateway } from "../gateway.ts";
import { type Listening, type ListenOptions, listen } from "../server/node-server.ts";
import { CHAT, FAULT_LANES, type FaultLane } from "../test/fault-lanes.ts";
import { rawClient, requestText } from "../test/raw-client.ts";
import { eventStream, head, rawUpstream } from "../test/raw-upstream.ts";
import { configOf, deployment, MASTER_KEY } from "../test/running.ts";

const DONE = "data: [DONE]\n\n";

interface Bounds extends Partial<ListenOptions> {
  readonly replyBytes?: number;
}

async function serving(
  { model, base }: FaultLane,
  url: string,
  { replyBytes, ...options }: Bounds,
): Promise<Listening> {
  const host = nodeHost({ env: {}, ...(replyBytes !== undefined && { replyBytes }) });
  const params = { model, api_key: "sk-upstream-0123456789", api_base: url + base };
  const config = configOf([deployment("fast", params)], { router: { numRetries: 0 } });
  const server = await listen(gateway(config, { host }), { port: 0, host: "127.0.0.1", ...options });
  onTestFinished(async () => {
    await server.close(0);
    await host.close();
  });
  return server;
}

function post(server: Listening, { path, body }: FaultLane, stream: boolean): Promise<Response> {
  const headers = { authorization: `Bearer ${MASTER_KEY}`, "content-type": "application/json" };
  return fetch(server.url + path, { method: "POST", headers, body: JSON.stringify({ ...body, stream }) });
}

describe("a caller who is slow", () => {
  it("with the head of a request is let go", async () => {
    const server = await serving(CHAT, "http://127.0.0.1:1", { headersMs: 300, requestMs: 600 });
    const client = await rawClient(server.port);
    const timer = setInterval(() => client.socket.writable && client.socket.write("x"), 50);
    onTestFinished(() => clearInterval(timer));
    client.socket.write("POST /v1/chat/completions HTTP/1.1\r\nx-slow: ");
    const began = performance.now();
    expect(await client.closed).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it("with the body of a request is let go", async () => {
    const { url, requests } = await rawUpstream(() => undefined);
    const server = await serving(CHAT, url, { headersMs: 300, requestMs: 600 });
    const client = await rawClient(server.port, requestText(CHAT.path, { headers: ["content-length: 1000"] }));
    const timer = setInterval(() => client.socket.writable && client.socket.write("x"), 50);
    onTestFinished(() => clearInterval(timer));
    expect(await client.closed).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(requests).toHaveLength(0);
  });
});

describe.each(FAULT_LANES)("an answer of $lane that is beyond all bounds", (lane) => {
  it.each([
    ["as it says", head("200 OK", { "content-type": "application/json", "content-length": 50_000_000 })],
    ["without saying so", head("200 OK", { "content-type": "application/json", connection: "close" })],
  ])("%s is broken off, and told as a failure", async (_, begun) => {
    const piece = "x".repeat(64 * 1024);
    let pushed = 0;
    const { url, sockets } = await rawUpstream((socket) => {
      const push = (): void => {
        while (!socket.destroyed && pushed < 50_000_000) {
          pushed += piece.length;
          if (!socket.write(piece)) return;
        }
      };
      socket.write(begun);
      socket.on("drain", push);
      push();
    });
    const server = await serving(lane, url, { replyBytes: 1_000_000 });
    const response = await post(server, lane, false);
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(/litellm\.\w+Error/);
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
    expect(pushed).toBeLessThan(16_000_000);
  });
});

describe.each(FAULT_LANES)("a failure of $lane without an end", (lane) => {
  it("keeps its status, is not read on, and is told as far as it was read", async () => {
    let pushed = 0;
    const { url, sockets } = await rawUpstream((socket) => {
      const push = (): void => {
        while (!socket.destroyed && pushed < 50_000_000) {
          pushed += 64 * 1024;
          if (!socket.write("x".repeat(64 * 1024))) return;
        }
      };
      socket.write(head("403 Forbidden", { "content-type": "text/plain", "content-length": 50_000_000 }));
      socket.on("drain", push);
      push();
    });
    const server = await serving(lane, url, {});
    const response = await post(server, lane, false);
    expect(response.status).toBe(403);
    const text = await response.text();
    expect(text).toContain(`${"x".repeat(1_048_576)}... [cut: the reply exceeds 1048576 bytes]`);
    expect(text.length).toBeLessThan(1_050_000);
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
    expect(pushed).toBeLessThan(16_000_000);
  });
});

describe("a gateway that closes", () => {
  it("lets a stream come to its end, takes nobody new, and is done soon after", async () => {
    let finish = (): void => undefined;
    const { url } = await rawUpstream((socket) => {
      socket.write(eventStream(CHAT.begun));
      finish = () => socket.end(CHAT.begun.replace("Hello", "Goodbye").replace("null}]", '"stop"}]') + DONE);
    });
    const server = await serving(CHAT, url, {});
    const response = await post(server, CHAT, true);
    const closing = server.close(20_000);
    await expect(fetch(`${server.url}/health/liveliness`)).rejects.toThrow();
    setTimeout(finish, 100);
    expect(await response.text()).toMatch(/Hello[\s\S]*Goodbye[\s\S]*data: \[DONE\]\n\n$/);
    const ended = performance.now();
    await closing;
    expect(performance.now() - ended).toBeLessThan(2000);
  });

  it("cuts what is left when its patience ends", async () => {
    const { url, sockets } = await rawUpstream((socket) => socket.write(eventStream(CHAT.begun)));
    const server = await serving(CHAT, url, {});
    const response = await post(server, CHAT, true);
    await server.close(100);
    await expect(response.text()).rejects.toThrow();
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  });
});
