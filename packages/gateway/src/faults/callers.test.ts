import { describe, expect, it } from "vitest";
import { CHAT, FAULT_LANES, faulty } from "../test/fault-lanes.ts";
import { rawClient, requestText } from "../test/raw-client.ts";
import { eventStream, rawUpstream } from "../test/raw-upstream.ts";

const MIB = 1024 * 1024;

function asking({ path, body }: (typeof FAULT_LANES)[number], stream: boolean): string {
  const text = JSON.stringify({ ...body, stream });
  return requestText(path, { headers: [`content-length: ${Buffer.byteLength(text)}`], body: text });
}

describe.each(FAULT_LANES)("a caller of $lane", (lane) => {
  it.each([false, true])(
    "who goes away while waiting takes the request upstream along (streamed: %s)",
    async (stream) => {
      const { url, sockets, requests } = await rawUpstream(() => undefined);
      const { gateway, records } = await faulty(lane, url, { timeout: 30 });
      const { socket } = await rawClient(gateway.port, asking(lane, stream));
      await expect.poll(() => requests.length).toBe(1);
      const left = performance.now();
      socket.destroy();
      await expect.poll(() => sockets[0]?.destroyed, { interval: 5 }).toBe(true);
      expect(performance.now() - left).toBeLessThan(300);
      await expect.poll(() => records.length).toBe(1);
      expect(records[0]).toMatchObject({ status: 499, cancelled: true });
    },
  );

  it("who goes away in the middle of a stream ends it upstream, what was used accounted", async () => {
    const { url, sockets } = await rawUpstream((socket) => socket.write(eventStream(lane.begun)));
    const { gateway, records } = await faulty(lane, url, { timeout: 30 });
    const client = await rawClient(gateway.port, asking(lane, true));
    await expect.poll(() => client.said).toContain("Hello");
    const left = performance.now();
    client.socket.destroy();
    await expect.poll(() => sockets[0]?.destroyed, { interval: 5 }).toBe(true);
    expect(performance.now() - left).toBeLessThan(300);
    await expect.poll(() => records.length).toBe(1);
    expect(records[0]).toMatchObject({ status: 200, cancelled: true, streamed: true });
    expect([records[0]?.usage !== undefined, records[0]?.cost !== undefined]).toEqual([true, true]);
  });

  it("who reads slowly slows the provider down, and holds no memory", async () => {
    const last = lane.begun.lastIndexOf("\n\n", lane.begun.length - 3);
    const frame = lane.begun.slice(last === -1 ? 0 : last + 2);
    // Not the same text twice: a model that repeats itself is stopped.
    const piece = Array.from({ length: 300 }, (_, index) => frame.replace("Hello", `Hello ${index}`)).join("");
    let pushed = 0;
    const { url } = await rawUpstream((socket) => {
      const push = (): void => {
        while (!socket.destroyed && pushed < 512 * MIB) {
          pushed += piece.length;
          if (!socket.write(piece)) return;
        }
      };
      socket.write(eventStream(lane.begun));
      socket.on("drain", push);
      push();
    });
    const { gateway } = await faulty(lane, url, { timeout: 30 });
    const { socket } = await rawClient(gateway.port);
    socket.pause();
    socket.write(asking(lane, true));
    let before = -1;
    await expect
      .poll(
        () => {
          const isStill = pushed === before;
          before = pushed;
          return isStill && pushed > 0;
        },
        { interval: 150 },
      )
      .toBe(true);
    expect(pushed).toBeLessThan(32 * MIB);
    const waiting = pushed;
    socket.resume();
    await expect.poll(() => pushed, { timeout: 10_000 }).toBeGreaterThan(waiting + MIB);
    socket.destroy();
  });
});

describe("a gigantic request", () => {
  const HUGE = "content-length: 1000000000";

  it("is refused before it is read, and its connection closed", async () => {
    const { url, requests } = await rawUpstream(() => undefined);
    const { gateway } = await faulty(CHAT, url);
    const { closed } = await rawClient(gateway.port, requestText(CHAT.path, { headers: [HUGE] }));
    expect(await closed).toMatch(/^HTTP\/1\.1 413 [\s\S]*connection: close[\s\S]*Request entity too large/i);
    expect(requests).toHaveLength(0);
  });

  it("is refused without a word about its size where the caller is unknown", async () => {
    const { gateway } = await faulty(CHAT, "http://127.0.0.1:1");
    const text = requestText(CHAT.path, { headers: [HUGE] }).replace(/authorization.*\r\n/, "");
    const { closed } = await rawClient(gateway.port, text);
    expect(await closed).toMatch(/^HTTP\/1\.1 401 [\s\S]*No api key passed in/);
  });

  it("is refused where nobody has to be known, too", async () => {
    const { gateway } = await faulty(CHAT, "http://127.0.0.1:1");
    const text = "GET /health/liveliness HTTP/1.1\r\nhost: gateway\r\ncontent-length: 100000\r\n\r\n";
    const { closed } = await rawClient(gateway.port, text);
    expect(await closed).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("without a length is refused once it is too large", async () => {
    const { url, requests } = await rawUpstream(() => undefined);
    const { gateway } = await faulty(CHAT, url, { most: MIB });
    const client = await rawClient(gateway.port, requestText(CHAT.path, { headers: ["transfer-encoding: chunked"] }));
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
    for (let sent = 0; sent < 32 && !client.socket.destroyed; sent++) {
      client.socket.write(chunk);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(await client.closed).toMatch(/^HTTP\/1\.1 413 /);
    expect(requests).toHaveLength(0);
  });
});
