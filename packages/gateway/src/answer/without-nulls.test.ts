import { isObject, parse, pythonCompact } from "@lintel/core/json";
import { expect, it } from "vitest";
import { withoutNulls } from "./without-nulls.ts";

function printed(text: string): string {
  const read = parse(text);
  return read.ok && isObject(read.value) ? pythonCompact(withoutNulls(read.value)) : "";
}

it.each([
  [
    "members that are null go, but in dictionaries",
    '{"id":null,"metadata":{"a":null},"b":1}',
    '{"metadata":{"a":null},"b":1}',
  ],
  [
    "a message that says nothing says so",
    '{"x":null,"choices":[{"message":{"content":null,"role":"a"}}]}',
    '{"choices":[{"message":{"role":"a","content":null}}]}',
  ],
  ["a member named as the prototype stays", '{"__proto__":{"a":1},"b":null}', '{"__proto__":{"a":1}}'],
  ["within choices, too", '{"choices":[{"__proto__":1,"logprobs":null}]}', '{"choices":[{"__proto__":1}]}'],
  ["numbers as names stay in their order", '{"b":1,"2":2,"1":null}', '{"b":1,"2":2}'],
])("%s", (_, text, told) => {
  expect(printed(text)).toBe(told);
});
