import { isNum, parse } from "@lintel/core/json";
import { expect, test } from "vitest";
import { readCase, readLine, withBytes } from "./case.ts";

function caseOf(text: string): ReturnType<typeof readCase> {
  const line = readLine(text);
  return line === undefined ? undefined : readCase(line);
}

test("a line is read with every number's meaning kept", () => {
  const call = caseOf('{"id":"a","function":"completion","kwargs":{"seed":9007199254740993,"temperature":1.0}}');
  expect(isNum(call?.kwargs.seed)).toBe(true);
  expect(isNum(call?.kwargs.temperature)).toBe(true);
});

test("$b64 stands for bytes at any depth, and a value without any is the very same", () => {
  const parsed = parse('{"document":{"file":{"$b64":"AQI="}},"x":{"15":1,"7":2}}');
  const value = parsed.ok ? parsed.value : null;
  expect(withBytes(value)).toMatchObject({ document: { file: Uint8Array.of(1, 2) } });
  const plain = parse('{"a":[{"b":1}]}');
  expect(plain.ok && withBytes(plain.value) === plain.value).toBe(true);
});

test("headers may be a record or a list of pairs, replies pieces or a failure", () => {
  const call = caseOf(
    '{"id":"a","function":"f","replies":[{"status":429,"headers":{"a":"1"},"body_b64":"eA=="},{"headers":[["a","1"],["a","2"]],"chunks_b64":["eA==","eQ=="]},{"fail":"ReadTimeout","match":"x"}]}',
  );
  expect(call?.replies).toEqual([
    { reply: "answer", status: 429, headers: [["a", "1"]], pieces: [Uint8Array.of(120)] },
    {
      reply: "answer",
      status: 200,
      headers: [
        ["a", "1"],
        ["a", "2"],
      ],
      pieces: [Uint8Array.of(120), Uint8Array.of(121)],
    },
    { reply: "failure", fail: "ReadTimeout", match: "x" },
  ]);
});

test.each(["", "[]", "1", "{}", '{"id":"a"}', '{"id":1,"function":"f"}', '{"id":"a","function":"f","kwargs":[]}', "{"])(
  "what is no case is none: %s",
  (text) => {
    expect(caseOf(text)).toBeUndefined();
  },
);

test("the provider is the line's, else the one its model names", () => {
  expect(caseOf('{"id":"a","function":"f","provider":"x","kwargs":{"model":"y/z"}}')?.provider).toBe("x");
  expect(caseOf('{"id":"a","function":"f","kwargs":{"model":"y/z"}}')?.provider).toBe("y");
  expect(caseOf('{"id":"a","function":"f","kwargs":{"model":"z"}}')?.provider).toBe("?");
});
