import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Reply } from "../server/seam.ts";
import { COMMENT, KeptAlive, PING_EVENT, STREAMING } from "./kept-alive.ts";

interface Written extends Reply {
  readonly told: string[];
  gone(): void;
}

function written({ wants = true } = {}): Written {
  const told: string[] = [];
  let leave: () => void = () => undefined;
  return {
    told,
    head: (status) => void told.push(String(status)),
    write(piece) {
      told.push(typeof piece === "string" ? piece : Buffer.from(piece).toString());
      return wants;
    },
    drained: () => Promise.resolve(),
    end: (piece) => void told.push(`${piece === undefined ? "" : piece}.`),
    abort: () => void told.push("abort"),
    closed: false,
    onGone(listener) {
      leave = listener;
    },
    gone: () => leave(),
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a reply that is kept alive", () => {
  it("opens the stream after the first silence and pings until the answer comes", () => {
    const reply = written();
    const kept = new KeptAlive(reply);
    kept.untilAnswered(2);
    vi.advanceTimersByTime(4500);
    kept.head(200, STREAMING);
    kept.write("data: 1\n\n");
    vi.advanceTimersByTime(60_000);
    expect(reply.told).toEqual(["200", COMMENT, COMMENT, "data: 1\n\n"]);
  });

  it("says nothing of its own where the answer comes in time", () => {
    const reply = written();
    const kept = new KeptAlive(reply);
    kept.untilAnswered(2);
    vi.advanceTimersByTime(1999);
    kept.head(400, ["content-type", "application/json"]);
    kept.end("{}");
    vi.advanceTimersByTime(60_000);
    expect(reply.told).toEqual(["400", "{}."]);
  });

  it("tells a whole answer that comes late as an event", () => {
    const reply = written();
    const kept = new KeptAlive(reply);
    kept.untilAnswered(2);
    vi.advanceTimersByTime(2000);
    kept.head(400, [
      "llm_provider-content-type",
      "text/event-stream; charset=utf-8",
      "content-type",
      "application/json",
    ]);
    kept.end('{"error":1}');
    expect(reply.told.join("")).toBe(`200${COMMENT}data: {"error":1}\n\ndata: [DONE]\n\n.`);
  });

  it("pings after each silence within a stream, at the end of an event only", () => {
    const reply = written();
    const kept = new KeptAlive(reply);
    kept.whileSilent({ every: 1, ping: PING_EVENT }, () => kept.head(200, STREAMING));
    vi.advanceTimersByTime(900);
    kept.head(200, STREAMING);
    kept.write("data: 1\n\n");
    vi.advanceTimersByTime(900);
    kept.write(Buffer.from("data: 2\r\n\r\n"));
    vi.advanceTimersByTime(1000);
    kept.write("data: 3");
    vi.advanceTimersByTime(5000);
    kept.end("\n\n");
    vi.advanceTimersByTime(5000);
    expect(reply.told).toEqual(["200", "data: 1\n\n", "data: 2\r\n\r\n", PING_EVENT, "data: 3", "\n\n."]);
  });

  it("does not open a stream for one that is given up", () => {
    const reply = written();
    const kept = new KeptAlive(reply);
    kept.whileSilent({ every: 1, ping: PING_EVENT }, () => kept.head(200, STREAMING));
    vi.advanceTimersByTime(900);
    kept.forget();
    vi.advanceTimersByTime(5000);
    expect(reply.told).toEqual([]);
  });

  it("writes nothing to a caller that does not read, and nothing to one that has gone", async () => {
    const reply = written({ wants: false });
    const kept = new KeptAlive(reply);
    kept.head(200, STREAMING);
    kept.whileSilent({ every: 1, ping: COMMENT }, () => undefined);
    kept.write("data: 1\n\n");
    vi.advanceTimersByTime(3000);
    await kept.drained();
    vi.advanceTimersByTime(1000);
    reply.gone();
    vi.advanceTimersByTime(9000);
    expect(reply.told).toEqual(["200", "data: 1\n\n", COMMENT]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
