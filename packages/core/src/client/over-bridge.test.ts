import { describe, expect, it } from "vitest";
import type { Adapter } from "../adapter.ts";
import type { Bridge } from "../bridge.ts";
import type { Fault } from "../fault.ts";
import { isObject, type JsonObject, parse } from "../json/index.ts";
import { run } from "../run.ts";
import { done, fail } from "../step.ts";
import type { Sink } from "../transducer.ts";
import type { ProviderDirectory } from "./directory.ts";
import type { Answering, Front, Kwargs, Reading, Refusal, World } from "./front.ts";
import { readOver } from "./over-bridge.ts";

const FAULT: Fault = { origin: "provider", kind: "APIError", status: 500, message: "no" };
const TOLD = { ...FAULT, message: "told: no" };

function jsonOf(text: string): JsonObject {
  const parsed = parse(text);
  return parsed.ok && isObject(parsed.value) ? parsed.value : {};
}

/** A provider that shouts: its value and its chunks are what it is sent. */
const shouting: Adapter<"chat"> = {
  route: "chat",
  provider: "acme",
  connection: { key: { settings: [], env: [] }, base: { settings: [], env: [] } },
  resends: false,
  supported: () => [],
  needs: () => ({}),
  prepare: ({ stream, input }) => ({
    step: "send",
    plan: {
      method: "POST",
      url: "https://acme.example/",
      headers: [],
      body: { body: "text", text: JSON.stringify(input.params) },
      expect: stream ? "stream" : "whole",
      timeouts: {},
    },
    losses: [{ pointer: "/b", action: "dropped", reason: "b" }],
  }),
  parse: ({ body }) => done(jsonOf(new TextDecoder().decode(body))),
  stream: () => ({
    stream: "transduce",
    frames: "sse",
    open: (sink) => ({
      push: ({ data }) => sink.chunk(jsonOf(data)),
      end: () => sink.end(),
      stop: () => sink.fault(FAULT),
    }),
  }),
  fault: () => fail(FAULT),
};

const bridge: Bridge = {
  name: "messages-over-chat",
  cross: ({ refuse, ...kwargs }) =>
    refuse === true
      ? { cross: "refused", fault: TOLD }
      : {
          cross: "call",
          kwargs: { ...kwargs, crossed: true },
          losses: [{ pointer: "/a", action: "dropped", reason: "a" }],
          back: ({ now }) => ({
            value: (value) => done({ now, value }, [{ pointer: "/c", action: "dropped", reason: "c" }]),
            open: (sink: Sink): Sink => ({ ...sink, chunk: (chunk) => sink.chunk({ event: chunk }) }),
            fault: (fault) => ({ ...fault, message: `told: ${fault.message}` }),
          }),
          refused: (fault) => ({ ...fault, message: `told: ${fault.message}` }),
        },
};

function readingOf(kwargs: Kwargs): Reading<"chat"> | Refusal | Answering {
  if (kwargs.mock === true)
    return {
      read: "answer",
      afterMs: 0,
      losses: [],
      answer: () =>
        kwargs.stream === true
          ? { answer: "chunks", chunks: [{ n: 1 }], fault: FAULT }
          : { answer: "value", value: { n: 1 } },
    };
  if (kwargs.unknown === true) return { read: "refused", fault: FAULT };
  return {
    read: "call",
    adapter: shouting,
    model: "m",
    requestedModel: "acme/m",
    input: { messages: [], params: { crossed: kwargs.crossed === true }, providerParams: {}, extra: {} },
    stream: kwargs.stream === true,
    policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
    headers: [],
    losses: [],
  };
}

const chat: Front<"chat"> = { route: "chat", needs: () => ({}), read: readingOf };

const world: World = {
  settings: {},
  env: {},
  providers: {} as unknown as ProviderDirectory,
  find: () => undefined,
  fronts: { chat },
  bridges: [bridge],
};

function over(kwargs: Kwargs, within = world): ReturnType<typeof readOver> {
  return readOver({ bridge: "messages-over-chat", over: "chat", kwargs }, within);
}

const MOMENT = { id: "5eed0001000040008000000000000001", now: 7 };

async function answered(kwargs: Kwargs, reply: string, status = 200): Promise<unknown> {
  const read = over(kwargs);
  if (read.read !== "call") return read;
  const pieces = [new TextEncoder().encode(reply)];
  const plans: unknown[] = [];
  const outcome = await run(
    {
      send: async (plan) => {
        plans.push(plan);
        return {
          sent: true,
          head: { status, headers: [] },
          body: {
            read: async () => {
              const bytes = pieces.shift();
              return bytes === undefined ? { read: "end" } : { read: "bytes", bytes };
            },
            cancel: () => undefined,
          },
        };
      },
      supply: async () => ({ supplied: false, message: "" }),
      wait: async () => undefined,
      now: () => 7000,
      id: () => MOMENT.id,
    },
    read.adapter,
    {
      ...MOMENT,
      ...read,
      route: "chat",
      provider: "acme",
      target: { headers: [], options: {}, isDefault: true },
      settings: {},
    },
  );
  if (outcome.outcome !== "stream") return { ...outcome, plans };
  const events: unknown[] = [];
  const pump = outcome.stream.start({
    chunk: (chunk) => void events.push(chunk),
    usage: () => undefined,
    loss: () => undefined,
    fault: (fault) => void events.push({ fault }),
    end: () => void events.push("end"),
  });
  while (await pump.read());
  return events;
}

describe("a route over a bridge", () => {
  it("asks the other route in its own words, brings the answer back, and says so in the plan", async () => {
    expect(over({})).toMatchObject({ asked: { crossed: true }, losses: [{ pointer: "/a" }] });
    expect(await answered({}, '{"n":1}')).toMatchObject({
      outcome: "value",
      value: { now: 7, value: { n: 1 } },
      plans: [{ bridges: ["messages-over-chat"], body: { text: '{"crossed":true}' } }],
      losses: [{ pointer: "/b" }, { pointer: "/c" }],
    });
  });

  it("brings a stream back chunk by chunk", async () => {
    expect(await answered({ stream: true }, 'data: {"n":1}\n\ndata: {"n":2}\n\n')).toEqual([
      { event: { n: 1 } },
      { event: { n: 2 } },
      "end",
    ]);
  });

  it("tells failures as the caller's route does: the provider's, the other front's, its own", async () => {
    expect(await answered({}, "", 500)).toMatchObject({ outcome: "fault", fault: TOLD });
    expect(over({ unknown: true })).toEqual({ read: "refused", fault: TOLD });
    expect(over({ refuse: true })).toEqual({ read: "refused", fault: TOLD });
  });

  it("brings answers back that ask no provider", () => {
    const whole = over({ mock: true });
    const streamed = over({ mock: true, stream: true });
    expect(whole.read === "answer" && whole.answer(MOMENT)).toEqual({
      answer: "value",
      value: { now: 7, value: { n: 1 } },
    });
    const answer = streamed.read === "answer" ? streamed.answer(MOMENT) : undefined;
    expect(answer).toMatchObject({ answer: "chunks", fault: TOLD });
    expect(answer?.answer === "chunks" && [...answer.chunks]).toEqual([{ event: { n: 1 } }]);
  });

  it("is refused where nobody brings the bridge", () => {
    expect(over({}, { ...world, bridges: [] })).toMatchObject({
      read: "refused",
      fault: { kind: "NotImplementedError" },
    });
  });
});
