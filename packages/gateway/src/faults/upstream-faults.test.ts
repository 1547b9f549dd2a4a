import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { askLane, FAULT_LANES, faulty, lastFrame } from "../test/fault-lanes.ts";
import { closedPort, eventStream, head, rawUpstream, whole } from "../test/raw-upstream.ts";

interface Broken {
  readonly fault: string;
  readonly status: number;
  /** What the message has to say. */
  readonly says: RegExp;
  /** Who is to blame: a bound of the gateway's own unless the provider. */
  readonly origin?: "host";
  answer(socket: Socket): void;
}

const BEGUN = `${head("200 OK", { "content-type": "application/json", "content-length": 1000 })}{"id":`;
const INTERNAL = /^litellm\.(InternalServerError|APIConnectionError|APIError|MidStreamFallbackError): /;
const PAGE = "<html><body>502 Bad Gateway</body></html>";

const BROKEN: readonly Broken[] = [
  {
    fault: "resets the connection",
    status: 500,
    says: INTERNAL,
    answer: (socket) => socket.resetAndDestroy(),
  },
  { fault: "closes without an answer", status: 500, says: INTERNAL, answer: (socket) => socket.end() },
  {
    fault: "resets in the middle of a body",
    status: 500,
    says: INTERNAL,
    answer: (socket) => socket.write(BEGUN, () => socket.resetAndDestroy()),
  },
  { fault: "closes in the middle of a body", status: 500, says: INTERNAL, answer: (socket) => socket.end(BEGUN) },
  { fault: "is silent", status: 408, says: /^litellm\.Timeout: .*(timed out|Timeout)/, answer: () => undefined },
  {
    fault: "answers JSON that is none",
    status: 500,
    says: INTERNAL,
    answer: (socket) => socket.write(whole("200 OK", "application/json", '{"id": nonsense')),
  },
  {
    fault: "answers a page",
    status: 500,
    says: /<html>/,
    answer: (socket) => socket.write(whole("200 OK", "text/html", PAGE)),
  },
  {
    fault: "fails with a page",
    status: 502,
    says: /^litellm\.BadGatewayError: .*<html><body>502/,
    answer: (socket) => socket.write(whole("502 Bad Gateway", "text/html", PAGE)),
  },
  {
    fault: "answers with a gigantic header",
    status: 500,
    origin: "host",
    says: INTERNAL,
    answer: (socket) => socket.write(head("200 OK", { "x-gigantic": "a".repeat(1_000_000) })),
  },
  {
    fault: "speaks another protocol",
    status: 500,
    says: INTERNAL,
    answer: (socket) => socket.write("SSH-2.0-OpenSSH_9.6\r\n"),
  },
];

async function messageOf(response: Response): Promise<unknown> {
  const { error } = JSON.parse(await response.text());
  return error.message;
}

describe.each(FAULT_LANES)("$lane, whose provider", (lane) => {
  it.each(BROKEN)("$fault, is told so with its status", async ({ status, says, answer, origin = "provider" }) => {
    const { url } = await rawUpstream(answer);
    const running = await faulty(lane, url);
    const response = await askLane(running, lane);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await messageOf(response)).toMatch(says);
    const streamed = await askLane(running, lane, true);
    expect([status, lane.early]).toContain(streamed.status);
    if (streamed.status === 200) expect(lastFrame(await streamed.text())).toMatchObject(lane.failed);
    else expect(await messageOf(streamed)).toMatch(streamed.status === status ? /^litellm\./ : INTERNAL);
    const told = (): unknown => running.records.map(({ fault, attempts }) => [fault?.origin, attempts]);
    await expect.poll(told).toEqual([
      [origin, 1],
      [origin, 1],
    ]);
  });

  it.each([
    ["listens on no port", async (): Promise<string> => `http://127.0.0.1:${await closedPort()}`],
    ["has a name nobody knows", async (): Promise<string> => "http://provider.invalid"],
  ] as const)("%s, is told so", async (_, address) => {
    const running = await faulty(lane, await address(), { timeout: 5 });
    for (const stream of [false, true]) {
      const response = await askLane(running, lane, stream);
      expect(response.status).toBe(500);
      expect(await messageOf(response)).toMatch(INTERNAL);
    }
  });
});

interface Cut {
  readonly cut: string;
  answer(socket: Socket, begun: string): void;
}

const CUTS: readonly Cut[] = [
  { cut: "closed after its first events", answer: (socket, begun) => socket.end(eventStream(begun)) },
  {
    cut: "reset after its first events",
    answer: (socket, begun) => socket.write(eventStream(begun), () => setTimeout(() => socket.resetAndDestroy(), 20)),
  },
  { cut: "closed inside an event", answer: (socket, begun) => socket.end(eventStream(begun, 'data: {"id":"chatc')) },
  {
    cut: "closed inside a character",
    answer: (socket, begun) =>
      socket.end(Buffer.concat([Buffer.from(eventStream(begun, 'data: {"id":"')), Buffer.of(0xc3)])),
  },
  { cut: "silent after its first events", answer: (socket, begun) => socket.write(eventStream(begun)) },
  {
    cut: "a line without end",
    answer: (socket, begun) => {
      const piece = "x".repeat(1024 * 1024);
      const push = (): void => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.write(eventStream(begun));
      socket.on("drain", push);
      push();
    },
  },
];

describe.each(FAULT_LANES)("a stream of $lane that is", (lane) => {
  it.each(CUTS)("$cut, ends with a failure a client can read, what was used accounted", async ({ answer }) => {
    const { url, sockets } = await rawUpstream((socket) => answer(socket, lane.begun));
    const running = await faulty(lane, url);
    const response = await askLane(running, lane, true);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).toContain("Hello");
    expect(lastFrame(text)).toMatchObject(lane.failed);
    await expect.poll(() => running.records.length).toBe(1);
    expect(running.records[0]).toMatchObject({ status: 200, streamed: true, fault: { status: 500 } });
    expect(running.records[0]?.usage !== undefined).toBe(lane.counts);
    await expect.poll(() => sockets.every((socket) => socket.destroyed)).toBe(true);
  });

  it("cut before its first event is told so", async () => {
    const { url } = await rawUpstream((socket) => socket.end(eventStream()));
    const running = await faulty(lane, url);
    const response = await askLane(running, lane, true);
    expect(response.status).toBe(lane.early);
    expect(await response.text()).toContain("the stream is empty");
  });
});
