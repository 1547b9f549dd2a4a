import { describe, expect, it } from "vitest";
import { BROKEN, CUTS, INTERNAL } from "../test/broken-upstreams.ts";
import { askLane, FAULT_LANES, faulty, lastFrame } from "../test/fault-lanes.ts";
import { closedPort, eventStream, rawUpstream } from "../test/raw-upstream.ts";

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
    else expect(await messageOf(streamed)).toMatch(streamed.status === status ? lane.says : INTERNAL);
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
    expect(running.records[0]?.usage).toBeDefined();
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
