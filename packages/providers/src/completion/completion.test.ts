import { readFileSync } from "node:fs";
import { isArray, isObject, type Json, type JsonObject, object, parse, pythonCompact } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { fromCompletion, sdkCompletion } from "./index.ts";

interface Recorded {
  readonly reply: string;
  /** Whether the reply passed through the OpenAI SDK's types before LiteLLM read it. */
  readonly sdk: boolean;
  readonly result?: string;
  readonly error?: string;
  readonly status?: unknown;
}

const FIXTURES = new URL("./fixtures/completions.jsonl", import.meta.url);
const recorded: readonly Recorded[] = readFileSync(FIXTURES, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));

function read(text: string): JsonObject {
  const parsed = parse(text);
  return parsed.ok && isObject(parsed.value) ? parsed.value : {};
}

function sorted(value: Json): Json {
  return isObject(value) ? object(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))) : value;
}

/** The order inside `provider_specific_fields` is that of a Python set: nobody's contract. */
function steady(value: Json): Json {
  if (isArray(value)) return value.map(steady);
  if (!isObject(value)) return value;
  return object(
    Object.entries(value).map(([key, held]) => [key, key === "provider_specific_fields" ? sorted(held) : steady(held)]),
  );
}

function uuid(n: number): string {
  return `00000000-0000-0000-0000-${n.toString(16).padStart(12, "0")}`;
}

function answered({ reply, sdk }: Recorded) {
  const source = read(reply);
  const dumped = sdk ? sdkCompletion(source) : source;
  return fromCompletion(isObject(dumped) ? dumped : {}, { now: 1_700_000_000, uuid, misplacesCalls: true });
}

describe("a chat completion", () => {
  it.each(recorded)("is read as LiteLLM reads it: $reply", (line) => {
    const answer = answered(line);
    if (answer.ok) {
      expect(pythonCompact(steady(answer.value))).toBe(line.result && pythonCompact(steady(read(line.result))));
    } else {
      expect(answer.raised.text).toBe(line.error);
      expect(answer.raised.status).toBe(typeof line.status === "number" ? line.status : 0);
    }
  });

  it("tells what it had to make up", () => {
    const answer = fromCompletion(read('{"choices":[]}'), { now: 5, uuid });
    expect(answer).toMatchObject({
      ok: true,
      value: { id: "chatcmpl-00000000-0000-0000-0000-000000000000", created: 5 },
      losses: [
        { pointer: "/id", action: "defaulted" },
        { pointer: "/created", action: "defaulted" },
        { pointer: "/usage", action: "defaulted" },
      ],
    });
  });

  it("tells of members that LiteLLM keeps to itself, wherever they stand", () => {
    const answer = fromCompletion(
      read('{"id":"1","created":1,"_a":1,"b":1,"choices":[],"usage":{"_c":1,"d":1,"__proto__":2}}'),
      {
        now: 5,
        uuid,
      },
    );
    expect(answer).toMatchObject({ ok: true, value: { b: 1, usage: { d: 1 } } });
    const lost = answer.ok ? answer.losses.map(({ pointer, action }) => `${action} ${pointer}`) : [];
    expect(lost.toSorted()).toEqual(["dropped /_a", "dropped /usage/__proto__", "dropped /usage/_c"]);
  });

  it("takes every pseudo-call of parallel calls apart, and keeps all others where they are", () => {
    const call = (id: string, name: string, text: string): JsonObject => ({
      id,
      type: "function",
      function: { name, arguments: text },
    });
    const pseudo = (id: string, ...names: string[]): JsonObject => {
      const tool_uses = names.map((name) => ({ recipient_name: `functions.${name}`, parameters: {} }));
      return call(id, "multi_tool_use.parallel", JSON.stringify({ tool_uses }));
    };
    const tool_calls = [
      call("x", "f", "{}"),
      pseudo("a", "g", "h"),
      call("y", "f", "{}"),
      pseudo("b", "i"),
      pseudo("c"),
    ];
    const reply = { choices: [{ message: { role: "assistant", content: null, tool_calls } }] };
    const ids = (misplacesCalls: boolean): readonly string[] => {
      const answer = fromCompletion(reply, { now: 5, uuid, misplacesCalls });
      return [...JSON.stringify(answer).matchAll(/"id":"([a-z_0-9]{1,3})"/g)].map(([, id = ""]) => id);
    };
    expect(ids(false)).toEqual(["x", "a_0", "a_1", "y", "b_0", "c"]);
    expect(ids(true)).toEqual(["x", "a_0", "a_1", "y", "b", "b_0"]);
  });

  it("tells where a malformed reply went wrong", () => {
    const answer = fromCompletion(read('{"choices":[{"message":{"role":"assistant","content":["x"]}}]}'), {
      now: 5,
      uuid,
    });
    expect(answer).toMatchObject({
      ok: false,
      raised: { detail: "choices.0.message.content: Input should be a valid string" },
    });
  });

  it("shows the provider before the model where LiteLLM does", () => {
    const answering = { now: 5, uuid, prefix: "vendor", model: "asked" };
    expect(fromCompletion(read('{"choices":[],"model":"served"}'), answering)).toMatchObject({
      value: { model: "vendor/served" },
    });
    expect(fromCompletion(read('{"choices":[]}'), answering)).toMatchObject({ value: { model: "vendor/asked" } });
  });

  it("leaves the reply as it was", () => {
    const reply = read(
      '{"choices":[{"message":{"role":"assistant","content":"<think>a</think>b","images":[{}]}}],"usage":{}}',
    );
    const before = structuredClone(reply);
    fromCompletion(reply, { now: 5, uuid });
    expect(reply).toEqual(before);
  });
});
