import { describe, expect, test } from "vitest";
import { likeness, reaches, worst } from "./level.ts";

describe("two JSON texts", () => {
  test("of the same bytes are equal at L2", () => {
    expect(likeness('{"a":1}', '{"a":1}')).toEqual({ degree: "L2" });
  });

  test.each([
    ['{"a":[1,2]}', '{"a": [1, 2]}'],
    ['{"a":"é"}', '{"a":"\\u00e9"}'],
  ])("that part only in white space or escapes are equal at L1: %s %s", (theirs, ours) => {
    expect(likeness(theirs, ours).degree).toBe("L1");
  });

  test.each([
    ['{"a":1,"b":2}', '{"b":2,"a":1}', ""],
    ['{"x":{"15":1,"7":2}}', '{"x":{"7":2,"15":1}}', "/x"],
    ['{"a":1.0}', '{"a":1}', "/a"],
    ['{"a":[1e-07]}', '{"a":[1e-7]}', "/a/0"],
    ['{"a":2.50}', '{"a":2.5}', "/a"],
    ['{"a":1E5}', '{"a":1e5}', "/a"],
  ])("that part in key order or number spelling are equal at L0 only: %s %s", (theirs, ours, path) => {
    expect(likeness(theirs, ours)).toEqual({ degree: "L0", path });
  });

  test.each([
    ['{"a":null}', "{}", "/a"],
    ["{}", '{"a":null}', "/a"],
    ['{"a":9007199254740993}', '{"a":9007199254740992}', "/a"],
    ['{"a":[1,2]}', '{"a":[1]}', "/a"],
    ['{"a":{"b":"x"}}', '{"a":{"b":"y"}}', "/a/b"],
    ['{"a":1}', '{"a":true}', "/a"],
    ['{"a":1,"b":1}', '{"b":2,"a":1}', "/b"],
    ["no json", "no  json", ""],
  ])("of different values differ, and the first place is told: %s %s", (theirs, ours, path) => {
    expect(likeness(theirs, ours)).toEqual({ degree: "differs", path });
  });
});

test("a degree reaches every level at or below it", () => {
  expect([reaches("L2", "L1"), reaches("L1", "L1"), reaches("L0", "L1"), reaches("differs", "L0")]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("the worst of several is the first of the least alike", () => {
  const found = worst([
    { degree: "L1", path: "/0" },
    { degree: "L0", path: "/1" },
    { degree: "L0", path: "/2" },
  ]);
  expect(found).toEqual({ degree: "L0", path: "/1" });
});
