import { setTimeout } from "node:timers/promises";
import type { ChunkStream, Fault, StreamSink } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { chatStream } from "./chat-stream.ts";
import { APIConnectionError, BadRequestError } from "./errors.ts";

type Turn = (sink: StreamSink) => void;

interface Scripted extends ChunkStream {
  readonly seen: { reads: number; cancelled: number; atOnce: number };
}

/** A stream whose every read makes one turn; the last one ends it. */
function scripted(turns: readonly Turn[]): Scripted {
  const seen = { reads: 0, cancelled: 0, atOnce: 0 };
  let reading = 0;
  return {
    seen,
    head: { status: 200, headers: [["x-request-id", "r1"]] },
    start: (sink) => ({
      async read() {
        seen.atOnce = Math.max(seen.atOnce, ++reading);
        await setTimeout(1);
        reading--;
        turns[seen.reads++]?.(sink);
        return seen.reads < turns.length;
      },
      cancel() {
        seen.cancelled++;
        sink.usage({ origin: "estimated", value: { total_tokens: 1 } });
      },
      receipt: async () => ({ billed: false, fault }),
    }),
  };
}

function chunk(text: string): JsonObject {
  return { text };
}

const opening = {
  losses: [],
  shape: (value: JsonObject) => value.text,
  fold: async (chunks: readonly JsonObject[]) => chunks,
};

async function all<T>(stream: AsyncIterable<T>): Promise<readonly T[]> {
  const got: T[] = [];
  for await (const value of stream) got.push(value);
  return got;
}

const fault: Fault = {
  origin: "provider",
  kind: "APIConnectionError",
  status: 500,
  message: "litellm.APIConnectionError: cut",
  partial: { content: "ab" },
};

describe("a chat stream", () => {
  it("gives every chunk in order, then ends, and stays ended", async () => {
    const source = scripted([
      (sink) => {
        sink.chunk(chunk("a"));
        sink.chunk(chunk("b"));
      },
      () => undefined,
      (sink) => {
        sink.chunk(chunk("c"));
        sink.end();
      },
    ]);
    const stream = chatStream(source, opening);
    expect(await all(stream)).toEqual(["a", "b", "c"]);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(source.seen.cancelled).toBe(0);
  });

  it("reads only when it is asked", async () => {
    const source = scripted([(sink) => sink.chunk(chunk("a")), (sink) => sink.chunk(chunk("b")), (sink) => sink.end()]);
    const stream = chatStream(source, opening);
    expect(source.seen.reads).toBe(0);
    await stream.next();
    await setTimeout(20);
    expect(source.seen.reads).toBe(1);
  });

  it("answers turns that are asked for at once in order, one read at a time", async () => {
    const source = scripted([(sink) => sink.chunk(chunk("a")), (sink) => sink.chunk(chunk("b")), (sink) => sink.end()]);
    const stream = chatStream(source, opening);
    const turns = await Promise.all([stream.next(), stream.next(), stream.next(), stream.next()]);
    expect(turns.map(({ value }) => value)).toEqual(["a", "b", undefined, undefined]);
    expect(source.seen.atOnce).toBe(1);
  });

  it("cancels when the loop is left early", async () => {
    const source = scripted([(sink) => sink.chunk(chunk("a")), (sink) => sink.chunk(chunk("b")), (sink) => sink.end()]);
    const stream = chatStream(source, opening);
    for await (const value of stream) {
      expect(value).toBe("a");
      break;
    }
    expect(source.seen.cancelled).toBe(1);
    expect(await stream.next()).toMatchObject({ done: true });
    expect(stream.usage).toMatchObject({ origin: "estimated" });
  });

  it("cancels on abort, also before the first turn and during one", async () => {
    const untouched = scripted([(sink) => sink.end()]);
    const first = chatStream(untouched, opening);
    first.abort();
    expect(untouched.seen).toMatchObject({ cancelled: 1, reads: 0 });
    expect(await all(first)).toEqual([]);

    const source = scripted([(sink) => sink.chunk(chunk("a")), (sink) => sink.chunk(chunk("b")), (sink) => sink.end()]);
    const second = chatStream(source, opening);
    const pending = second.next();
    second.abort();
    await pending;
    expect(await second.next()).toMatchObject({ done: true });
    expect(source.seen.cancelled).toBe(1);
  });

  it("gives what came before a fault, throws it once, and then ends", async () => {
    const source = scripted([
      (sink) => {
        sink.chunk(chunk("a"));
        sink.loss({ pointer: "/x", action: "dropped", reason: "unknown" });
        sink.chunk(chunk("b"));
        sink.fault(fault);
      },
    ]);
    const stream = chatStream(source, opening);
    const got: unknown[] = [];
    const error = await (async () => {
      for await (const value of stream) got.push(value);
    })().catch((thrown: unknown) => thrown);
    expect(got).toEqual(["a", "b"]);
    expect(error).toBeInstanceOf(APIConnectionError);
    expect(error).toMatchObject({ partial: { content: "ab" }, losses: [{ pointer: "/x" }] });
    expect(await stream.next()).toMatchObject({ done: true });
  });

  it("is put together in place of iterating, with the usage that no chunk told", async () => {
    const source = scripted([
      (sink) => sink.chunk(chunk("a")),
      (sink) => {
        sink.chunk(chunk("b"));
        sink.usage({ origin: "reported", value: { total_tokens: 3 } });
        sink.end();
      },
    ]);
    const stream = chatStream(source, opening);
    expect(await stream.completion()).toEqual([
      { text: "a" },
      { text: "b" },
      { text: "b", choices: [], usage: { total_tokens: 3 } },
    ]);
    expect(await stream.next()).toMatchObject({ done: true });
  });

  it("is put together as it came where its chunks tell the usage", async () => {
    const told = { text: "a", usage: { total_tokens: 3 } };
    const source = scripted([
      (sink) => {
        sink.chunk(told);
        sink.usage({ origin: "reported", value: { total_tokens: 3 } });
        sink.end();
      },
    ]);
    expect(await chatStream(source, opening).completion()).toEqual([told]);
  });

  it("is not put together once its chunks were handed out, nor where it fails", async () => {
    const iterated = chatStream(scripted([(sink) => sink.chunk(chunk("a")), (sink) => sink.end()]), opening);
    await iterated.next();
    await expect(iterated.completion()).rejects.toThrow(BadRequestError);
    const broken = chatStream(
      scripted([
        (sink) => {
          sink.chunk(chunk("a"));
          sink.fault(fault);
        },
      ]),
      opening,
    );
    await expect(broken.completion()).rejects.toMatchObject({ partial: { content: "ab" } });
  });

  it("tells head, losses and usage beside the chunks", async () => {
    const source = scripted([
      (sink) => {
        sink.loss({ pointer: "/y", action: "renamed", reason: "other name" });
        sink.usage({ origin: "reported", value: { total_tokens: 3 } });
        sink.end();
      },
    ]);
    const stream = chatStream(source, { ...opening, losses: [{ pointer: "/x", action: "dropped", reason: "no" }] });
    await all(stream);
    expect(stream.head).toEqual({ status: 200, headers: [["x-request-id", "r1"]] });
    expect(stream.losses.map(({ pointer }) => pointer)).toEqual(["/x", "/y"]);
    expect(stream.usage).toEqual({ origin: "reported", value: { total_tokens: 3 } });
  });
});
