import { pythonCompact } from "@lintel/core/json";
import { describe, expect, it } from "vitest";
import { eventLines } from "./stream-lines.ts";

function told(lines: readonly string[]): readonly string[] {
  const out: string[] = [];
  const { push } = eventLines({
    event: (event) => out.push(pythonCompact(event)),
    broken: (message) => out.push(`! ${message}`),
  });
  lines.forEach(push);
  return out;
}

describe("events out of lines of data", () => {
  it("are one a line", () => {
    expect(told(['{"type":"ping"}', '{"type": "a"}  '])).toEqual(['{"type":"ping"}', '{"type":"a"}']);
  });

  it("may stand several in one line, or take several lines", () => {
    expect(told(['{"type":"a"}{"type":"b"} {"type":"c"}'])).toEqual(['{"type":"a"}', '{"type":"b"}', '{"type":"c"}']);
    expect(told(["{", '"type": "a",', '"x": {"y": 1}', "}", '{"type":"b"}'])).toEqual([
      '{"type":"a","x":{"y":1}}',
      '{"type":"b"}',
    ]);
  });

  it("are told of a line that belongs to none as soon as the next event shows it", () => {
    const seen = told(['{"type":"a"}', "{oops", '{"type":"b"}', '{"type":"c"}']);
    expect(seen).toEqual([
      '{"type":"a"}',
      "! Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
      '{"type":"c"}',
    ]);
  });

  it("are not made of empty lines and OpenAI's mark of the end", () => {
    expect(told(["", "[DONE]", '{"type":"a"}'])).toEqual(['{"type":"a"}']);
  });

  it("end where their numbers, texts and spaces do, wherever that is", () => {
    const values = ["1.5", "-2e+3", '"}{"', "[1,{}]", '{"a":"\\"}"}', "null"];
    for (let spaces = 240; spaces < 260; spaces++)
      for (const value of values) {
        const line = `{"x":"${" ".repeat(spaces)}"}${value} ${value}${" ".repeat(spaces)}{"type":"a"}`;
        const alone = told([value]);
        expect(told([line]).slice(1)).toEqual([...alone, ...alone, '{"type":"a"}']);
      }
  });

  it.each([
    ["one in lines that each might end it", ['{"a":[{}', ...Array.from({ length: 50_000 }, () => ",{}"), "]}"], 1],
    [
      "none, in lines that each end something",
      ['{"a":"x', '"} x {}', ...Array.from({ length: 50_000 }, () => "{}")],
      0,
    ],
    ["many in one line", ['{"type":"a"}'.repeat(50_000)], 50_000],
    ["many numbers in one line", ["1 ".repeat(50_000)], 50_000],
  ])("take linear time: %s", (_, lines, count) => {
    const before = process.cpuUsage();
    expect(told(lines)).toHaveLength(count);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(4000);
  });

  it("stop at one of too many lines", () => {
    const lines = ["{", ...Array.from({ length: 256 * 1024 - 1 }, () => " ")];
    expect(told(lines)).toEqual([]);
    expect(told([...lines, " "])).toEqual(["! an event exceeds 16777216 characters or 262144 lines"]);
  });
});
