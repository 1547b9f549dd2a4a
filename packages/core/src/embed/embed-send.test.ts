import { describe, expect, it } from "vitest";
import type { Adapter } from "../adapter.ts";
import type { Call } from "../call.ts";
import type { Fault } from "../fault.ts";
import { reveal, Secret } from "../host.ts";
import { bytes, ranks, secret } from "../need.ts";
import type { Plan } from "../plan.ts";
import { replyText } from "../reply.ts";
import { RUN_LIMITS } from "../run-limits.ts";
import { done, fail, type Step } from "../step.ts";
import { begin, type Embedded, type EmbedSend } from "./embed-send.ts";

const CALL: Call<"ocr"> = {
  route: "ocr",
  provider: "example",
  model: "m",
  requestedModel: "example/m",
  id: "00112233445566778899aabbccddeeff",
  now: 1_700_000_000,
  input: { document: {}, params: {}, native: false },
  stream: false,
  target: { isDefault: true, headers: [], options: {} },
  policy: { dropParams: false, allowedOpenaiParams: [], additionalDropParams: [] },
  settings: {},
};

const PLAN: Plan = {
  method: "POST",
  url: ["https://api.example/ocr?key=", new Secret("query", "in-query")],
  headers: [["Authorization", ["Bearer ", new Secret("api_key", "sk-1")]]],
  body: { body: "text", text: "{}" },
  expect: "whole",
  timeouts: {},
};

const BASE: Adapter<"ocr"> = {
  route: "ocr",
  provider: "example",
  connection: { key: { settings: [], env: ["EXAMPLE_API_KEY"] }, base: { settings: [], env: [] } },
  resends: false,
  supported: () => [],
  needs: () => ({}),
  prepare: () => ({ step: "send", plan: PLAN, losses: [{ pointer: "/a", action: "dropped", reason: "no" }] }),
  parse: (reply) => done({ text: replyText(reply) }, [{ pointer: "/b", action: "renamed", reason: "yes" }]),
  fault: (failed) =>
    fail({
      origin: "provider",
      kind: "APIError",
      status: 500,
      message: failed.from === "reply" ? `status ${failed.reply.status}` : failed.failure.kind,
    }),
};

const OK = { status: 200, headers: [] } as const;

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

const clock = { now: 0 };

function start(changes: Partial<Adapter<"ocr">> = {}, env: Readonly<Record<string, string | Secret>> = {}): Embedded {
  return begin({ adapter: { ...BASE, ...changes }, call: CALL, answers: { env }, losses: [], now: () => clock.now });
}

function sent(step: Embedded): EmbedSend {
  expect(step.step).toBe("send");
  if (step.step !== "send") throw new Error("nothing to send");
  return step;
}

describe("a call without a host", () => {
  it("is a request with secrets in place, beside a plan without them", () => {
    const step = sent(start());
    expect(step.request()).toEqual({
      url: "https://api.example/ocr?key=in-query",
      method: "POST",
      headers: { Authorization: "Bearer sk-1" },
      body: "{}",
    });
    expect(JSON.stringify(step)).not.toMatch(/sk-1|in-query/);
  });

  it("is done with its answer, and every loss on the way", () => {
    expect(sent(start()).parse(OK, text("hello"))).toEqual({
      step: "done",
      value: { text: "hello" },
      losses: [
        { pointer: "/a", action: "dropped", reason: "no" },
        { pointer: "/b", action: "renamed", reason: "yes" },
      ],
    });
  });

  it("fails with an error status and with no answer at all", () => {
    const step = sent(start());
    expect(step.parse({ ...OK, status: 500 }, text("oops"))).toMatchObject({ fault: { message: "status 500" } });
    expect(step.failed({ kind: "reset", message: "cut" })).toMatchObject({ fault: { message: "reset" } });
  });

  it("tells the next request of a provider that answers later, with its state", () => {
    const polling = start({
      parse: (reply, { state }): Step =>
        state === "poll"
          ? done({ text: replyText(reply) })
          : { step: "send", plan: PLAN, state: "poll", afterMs: 2_000 },
    });
    const second = sent(sent(polling).parse(OK, text("accepted")));
    expect(second.afterMs).toBe(2_000);
    expect(second.parse(OK, text("ready"))).toMatchObject({ step: "done", value: { text: "ready" } });
  });

  it("tells how long an exchange may take, and gives up what took longer", () => {
    clock.now = 1_000;
    const fault: Fault = { origin: "provider", kind: "Timeout", status: 408, message: "too slow" };
    const bound: Step = { step: "send", plan: PLAN, afterMs: 100, deadline: { ms: 500, fault } };
    const step = sent(start({ prepare: () => bound, parse: () => bound }));
    expect(step.deadlineMs).toBe(500);
    clock.now = 1_300;
    expect(sent(step.parse(OK, text(""))).deadlineMs).toBe(200);
    clock.now = 1_450;
    expect(step.parse(OK, text(""))).toMatchObject({ step: "fail", fault });
    expect(step.failed({ kind: "reset", message: "cut" })).toMatchObject({ fault: { message: "reset" } });
    clock.now = 1_500;
    expect(step.failed({ kind: "aborted", message: "gave up" })).toMatchObject({ step: "fail", fault });
  });

  it("takes nothing of a later step's time for those before it that name none", () => {
    clock.now = 1_000;
    const step = sent(start({ parse: () => ({ step: "send", plan: PLAN, deadline: { ms: 500 } }) }));
    clock.now = 9_000;
    const timed = sent(step.parse(OK, text("")));
    expect([step.deadlineMs, timed.deadlineMs]).toEqual([undefined, 500]);
    clock.now = 9_300;
    expect(sent(timed.parse(OK, text(""))).deadlineMs).toBe(200);
  });

  it("supplies secrets of the environment and bytes of memory, early and late", () => {
    const file = Uint8Array.of(7);
    const seen: unknown[] = [];
    const step = start(
      {
        needs: () => ({ key: secret("EXAMPLE_API_KEY"), none: secret("ABSENT") }),
        prepare: (_, given) => {
          seen.push(given.key instanceof Secret && reveal(given.key), given.none);
          return { step: "send", plan: PLAN, needs: { file: bytes({ from: "file", file }) } };
        },
        parse: (_, { given }) => {
          seen.push(given.file, given.key instanceof Secret);
          return done({});
        },
      },
      { EXAMPLE_API_KEY: new Secret("EXAMPLE_API_KEY", "from-env") },
    );
    sent(step).parse(OK, text(""));
    expect(seen).toEqual(["from-env", undefined, { bytes: file }, true]);
  });

  it.each([
    ["a file it would have to read", { needs: () => ({ file: bytes({ from: "file", file: "a.pdf" }) }) }, "as bytes"],
    ["a tokenizer", { needs: () => ({ ranks: ranks("o200k") }) }, "a host for its ranks"],
    [
      "an upload",
      { prepare: (): Step => ({ step: "send", plan: { ...PLAN, body: { body: "multipart", parts: [] } } }) },
      "uploads",
    ],
  ] as const)("refuses %s", (_, changes, words) => {
    expect(start(changes)).toMatchObject({
      step: "fail",
      fault: { origin: "caller", kind: "BadRequestError", message: expect.stringContaining(words) },
    });
  });

  it("repairs a refused request, but not for ever", () => {
    let step = start({ fault: (): Step => ({ step: "send", plan: PLAN, repair: true }) });
    let sends = 0;
    while (step.step === "send" && sends < 50) {
      sends++;
      step = step.parse({ ...OK, status: 422 }, text("no"));
    }
    expect(sends).toBe(4);
    expect(step).toMatchObject({ step: "fail", fault: { message: expect.stringContaining("too many repaired") } });
  });
});

describe("a stream without a host", () => {
  const lines: Partial<Adapter<"ocr">> = {
    stream: () => ({
      stream: "transduce",
      frames: "sse-lines",
      open: (sink) => ({
        push(frame) {
          if (frame === "[DONE]") sink.end();
          else sink.chunk({ frame });
        },
        end: () => sink.end(),
        stop: (reason) =>
          sink.fault({ origin: "provider", kind: "APIConnectionError", status: 500, message: reason.stop }),
      }),
    }),
  };

  it("gives chunks as bytes complete them, wherever they are cut", () => {
    const stream = sent(start(lines)).stream(OK);
    const bytesOf = text("data: one\n\ndata: tw\u00f6\n\ndata: [DONE]\n\n");
    const chunks = Array.from(bytesOf, (byte) => stream.push(Uint8Array.of(byte))).flat();
    expect([...chunks, ...stream.end()]).toEqual([{ frame: "one" }, { frame: "tw\u00f6" }]);
    expect(stream).toMatchObject({ fault: undefined, isRelay: false, losses: [{ pointer: "/a" }] });
  });

  it("that breaks gives what it owes and its fault, and nothing after it", () => {
    const stream = sent(start(lines)).stream(OK);
    stream.push(text("data: one\n\n"));
    stream.stop({ stop: "transport", failure: { kind: "reset", message: "cut" } });
    expect(stream.fault).toMatchObject({ message: "transport" });
    expect(stream.push(text("data: two\n\n"))).toEqual([]);
  });

  it("that is no stream gives its chunks at the end", () => {
    const whole = sent(
      start({ stream: () => ({ stream: "whole", chunks: (value) => [value, { last: true }] }) }),
    ).stream(OK);
    expect([whole.push(text("hel")), whole.push(text("lo"))]).toEqual([[], []]);
    expect(whole.end()).toEqual([{ text: "hello" }, { last: true }]);
    expect(whole.end()).toEqual([]);
  });

  it("with an error status gives the fault, or the request to send again", () => {
    const failed = sent(start(lines)).stream({ ...OK, status: 503 });
    failed.push(text("no"));
    expect(failed.end()).toEqual([]);
    expect(failed.fault).toMatchObject({ message: "status 503" });
    const again = sent(start({ ...lines, fault: (): Step => ({ step: "send", plan: PLAN, repair: true }) })).stream({
      ...OK,
      status: 422,
    });
    again.end();
    expect(again).toMatchObject({ fault: undefined, again: { step: "send" } });
  });

  it("reads a failure up to a bound, and tells it with its status as soon as it is beyond that", () => {
    const told: string[] = [];
    const fault: Adapter<"ocr">["fault"] = (failed) => {
      told.push(failed.from === "reply" ? `${failed.reply.status} ${replyText(failed.reply)}` : failed.failure.kind);
      return { step: "fail", fault: { origin: "provider", kind: "APIError", status: 503, message: "no" } };
    };
    const failed = sent(start({ ...lines, fault })).stream({ ...OK, status: 503 });
    const { failureBytes } = RUN_LIMITS;
    const piece = text("x".repeat(failureBytes / 4));
    for (let count = 0; count < 4; count++) failed.push(piece);
    expect([failed.fault, told]).toEqual([undefined, []]);
    for (let count = 0; count < 100; count++) failed.push(piece);
    expect(failed.fault).toMatchObject({ message: "no" });
    expect(failed.end()).toEqual([]);
    expect(told).toEqual([`503 ${"x".repeat(failureBytes)}... [cut: the reply exceeds 1048576 bytes]`]);
  });

  it("sends no credential to another origin than the first request's", () => {
    const elsewhere: Plan = { ...PLAN, url: "https://api.example.evil/operations/1" };
    const answered = (plan: Plan): Embedded =>
      sent(start({ parse: () => ({ step: "send", plan }) })).parse({ status: 202, headers: [] }, text(""));
    expect(answered(elsewhere)).toMatchObject({
      step: "fail",
      fault: { message: expect.stringContaining("credentials are only sent to https://api.example") },
    });
    expect(answered({ ...elsewhere, headers: [] }).step).toBe("send");
    expect(answered({ ...PLAN, url: "https://api.example/operations/1" }).step).toBe("send");
  });
});
