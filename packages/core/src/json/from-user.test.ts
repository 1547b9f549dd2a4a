import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  entries,
  float,
  fromUser,
  isArray,
  isObject,
  type Json,
  parse,
  pythonCompact,
  sameCanonical,
} from "./index.ts";
import { anyJson } from "./test/arbitraries.ts";

function taken(value: unknown): Json {
  const result = fromUser(value);
  if (!result.ok) throw new Error(`${result.pointer}: ${result.message}`);
  return result.value;
}

function branches(value: Json): readonly object[] {
  if (isArray(value)) return [value, ...value.flatMap(branches)];
  return isObject(value) ? [value, ...entries(value).flatMap(([, member]) => branches(member))] : [];
}

function frozen(value: Json): Json {
  for (const branch of branches(value)) Object.freeze(branch);
  return value;
}

describe("fromUser", () => {
  it("copies any JSON, frozen or not, sharing no part that can change", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        const copy = taken(frozen(value));
        expect(sameCanonical(copy, value)).toBeUndefined();
        const originals = new Set(branches(value));
        expect(branches(copy).some((branch) => originals.has(branch))).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves out undefined members and keeps every digit of a bigint", () => {
    const value = { a: undefined, b: [2n ** 64n, 5n, -0, 2 ** 60, 0.5, float(1)], c: { d: undefined } };
    expect(pythonCompact(taken(value))).toBe('{"b":[18446744073709551616,5,0,1152921504606846976,0.5,1.0],"c":{}}');
  });

  it("takes objects without a prototype and repeated parts", () => {
    const part = Object.assign(Object.create(null), { x: 1 });
    expect(taken({ a: part, b: [part, part] })).toEqual({ a: { x: 1 }, b: [{ x: 1 }, { x: 1 }] });
  });

  it("keeps the order a parsed object had", () => {
    const parsed = parse('{"b":{"2":1,"1":2}}');
    expect(parsed.ok && pythonCompact(taken(parsed.value))).toBe('{"b":{"2":1,"1":2}}');
  });

  it.each([
    ["undefined", undefined, "", "undefined has no JSON form"],
    ["a function", { a: [1, () => 1] }, "/a/1", "a function has no JSON form"],
    ["a symbol", { "a/b": Symbol("x") }, "/a~1b", "a symbol has no JSON form"],
    ["a Date", { when: new Date(0) }, "/when", "a Date has no JSON form"],
    ["bytes", { file: new Uint8Array(2) }, "/file", "a Uint8Array has no JSON form"],
    ["a Map", [new Map()], "/0", "a Map has no JSON form"],
    ["an undefined element", { a: [1, undefined] }, "/a/1", "undefined has no JSON form"],
    ["a hole", { a: new Array(1) }, "/a/0", "undefined has no JSON form"],
  ])("refuses %s and says where", (_, value, pointer, message) => {
    expect(fromUser(value)).toEqual({ ok: false, pointer, message });
  });

  it("refuses an instance of a class, whatever its class is called", () => {
    expect(fromUser([new (class Message {})()])).toEqual({
      ok: false,
      pointer: "/0",
      message: "a Message has no JSON form",
    });
    expect(fromUser(new (class {})())).toMatchObject({ ok: false, pointer: "" });
  });

  it("refuses cycles and depths without end", () => {
    const loop: { self?: unknown } = {};
    loop.self = [loop];
    expect(fromUser(loop)).toEqual({
      ok: false,
      pointer: "/self/0",
      message: "a value that holds itself has no JSON form",
    });
    let deep: unknown = 1;
    for (let at = 0; at < 100_000; at++) deep = [deep];
    expect(fromUser(deep)).toMatchObject({ ok: false, message: "nested deeper than 1000 levels" });
  });
});
