import { isObject, type Json, type JsonObject, parse, pythonCompact } from "@lintel/core/json";
import fc from "fast-check";
import { expect, it } from "vitest";
import { fromCompletion, sdkCompletion } from "./index.ts";
import { plainCompletion } from "./plain-completion.ts";

const ANSWERING = { now: 1_700_000_000, uuid: (n: number) => `uuid-${n}`, misplacesCalls: false };

const odd = fc.constantFrom<Json>(null, "", "x", 0, 7, 1.5, -1, true, [], {}, [{}], { a: 1 }, "stop", "assistant");

/** Something plain most of the time, anything else at times, or nothing. */
function mostly(plain: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.oneof({ weight: 24, arbitrary: plain }, { weight: 1, arbitrary: odd });
}

function record(members: Readonly<Record<string, fc.Arbitrary<Json>>>, needed: readonly string[]): fc.Arbitrary<Json> {
  const made = fc.record(Object.fromEntries(Object.entries(members).map(([name, value]) => [name, mostly(value)])), {
    requiredKeys: [...needed],
  });
  const extra = fc.dictionary(fc.constantFrom("x", "_y", "cost", "provider", "reasoning", "name", "__proto__"), odd, {
    maxKeys: 1,
  });
  const shuffled = fc.tuple(made, fc.oneof({ weight: 12, arbitrary: fc.constant({}) }, extra), fc.boolean());
  return shuffled.map(([value, more, isTurned]) => {
    const entries = Object.entries<Json>({ ...value, ...more });
    return Object.fromEntries(isTurned ? entries.toReversed() : entries);
  });
}

const maybe = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> => fc.oneof(value, fc.constant(null));
const tokens = fc.oneof(fc.nat(), fc.constant<Json>(0), fc.constant<Json>(null));
const count = fc.nat();
const text = fc.oneof(fc.string(), fc.constantFrom("<think>a</think>b", "<", " <think>a</think>"));
const called = record(
  { name: fc.constantFrom("f", "multi_tool_use.parallel"), arguments: fc.constantFrom("{}", "{") },
  ["name", "arguments"],
);
const call = record({ id: text, type: fc.constant("function"), function: called }, ["id", "type", "function"]);
const message = record(
  {
    role: fc.constant("assistant"),
    content: maybe(text),
    refusal: maybe(text),
    annotations: fc.constantFrom<Json>([], null),
    tool_calls: fc.oneof(fc.constant(null), fc.array(call, { maxLength: 2 })),
    function_call: fc.constant(null),
    audio: fc.constant(null),
  },
  ["role", "content"],
);
const choice = record(
  {
    index: fc.constantFrom<Json>(0, 0, 0, 1),
    message,
    logprobs: fc.constant(null),
    finish_reason: fc.constantFrom("stop", "length", "tool_calls", "content_filter", "end_turn"),
  },
  ["index", "message", "finish_reason"],
);
const usage = record(
  {
    prompt_tokens: count,
    completion_tokens: count,
    total_tokens: count,
    prompt_tokens_details: maybe(record({ cached_tokens: tokens, audio_tokens: tokens }, [])),
    completion_tokens_details: maybe(
      record(
        {
          rejected_prediction_tokens: tokens,
          reasoning_tokens: tokens,
          audio_tokens: tokens,
          accepted_prediction_tokens: tokens,
        },
        [],
      ),
    ),
  },
  ["prompt_tokens", "completion_tokens", "total_tokens"],
);
const reply = record(
  {
    id: fc.string({ minLength: 1 }),
    object: fc.constant("chat.completion"),
    created: fc.nat(),
    model: fc.string(),
    choices: fc.array(choice, { maxLength: 2 }),
    usage,
    service_tier: maybe(fc.string()),
    system_fingerprint: maybe(fc.string()),
  },
  ["id", "created", "model", "choices", "usage"],
);

function read(text: string): JsonObject {
  const parsed = parse(text);
  return parsed.ok && isObject(parsed.value) ? parsed.value : {};
}

it("a plain answer is the one that the readers of all replies give", () => {
  let plain = 0;
  fc.assert(
    fc.property(reply, fc.option(fc.constant("groq"), { nil: undefined }), (made, prefix) => {
      const source = read(JSON.stringify(made));
      const short = plainCompletion(source, prefix);
      if (short === undefined) return;
      plain++;
      const dumped = sdkCompletion(source);
      const whole = fromCompletion(isObject(dumped) ? dumped : {}, {
        ...ANSWERING,
        ...(prefix !== undefined && { prefix }),
      });
      expect(whole.ok && whole.losses).toEqual([]);
      expect(pythonCompact(short)).toBe(whole.ok ? pythonCompact(whole.value) : whole.raised.text);
    }),
    { numRuns: 6000 },
  );
  expect(plain).toBeGreaterThan(300);
});

it.each([
  '{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3},"service_tier":"default","system_fingerprint":"fp"}',
  '{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}],"refusal":null},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0}}}',
])("is told at once of %s", (source) => {
  expect(plainCompletion(read(source))).toBeDefined();
});

it.each([
  '{"id":"c","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3},"error":{"message":"no"}}',
  '{"id":"c","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2.5,"total_tokens":3}}',
  '{"id":"c","created":1.0,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}',
  '{"id":"c","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3},"__proto__":{}}',
])("is left to the readers where something has to be put right: %s", (source) => {
  expect(plainCompletion(read(source))).toBeUndefined();
});
