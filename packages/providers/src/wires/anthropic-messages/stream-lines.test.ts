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
});
