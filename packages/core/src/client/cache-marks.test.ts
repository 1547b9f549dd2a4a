import { describe, expect, it } from "vitest";
import { withCacheMarks } from "./cache-marks.ts";

const MESSAGES = [
  { role: "system", content: "S" },
  {
    role: "user",
    content: [
      { type: "text", text: "A" },
      { type: "text", text: "B" },
    ],
  },
  { role: "user", content: "C" },
];
const MARK = { type: "ephemeral" };
const NOTHING = { tools: undefined, mark: undefined };

describe("cache marks a caller asks for", () => {
  it("go on messages of a role or at a place: on a text's message, on a list's last part", () => {
    const points = [
      { location: "message", role: "system" },
      { location: "message", index: "-2", control: { type: "ephemeral", ttl: "1h" } },
    ];
    expect(withCacheMarks(MESSAGES, { points, ...NOTHING }).messages).toEqual([
      { role: "system", content: "S", cache_control: MARK },
      {
        role: "user",
        content: [
          { type: "text", text: "A" },
          { type: "text", text: "B", cache_control: { type: "ephemeral", ttl: "1h" } },
        ],
      },
      MESSAGES[2],
    ]);
  });

  it("are four at the most, the caller's own and those of tools among them", () => {
    const many = Array.from({ length: 9 }, () => ({ role: "user", content: "x" }));
    const points = [{ location: "message", role: "user" }];
    const count = (asked: Parameters<typeof withCacheMarks>[1]): number =>
      withCacheMarks(many, asked).messages.filter((it) => JSON.stringify(it).includes("cache_control")).length;
    expect(count({ points, ...NOTHING })).toBe(4);
    expect(count({ points, tools: [{ type: "function", cache_control: MARK }], mark: MARK })).toBe(2);
    expect(count({ points: [...points, { location: "tool_config" }], ...NOTHING })).toBe(3);
  });

  it("leave a message that is marked, one that has nothing to mark, and places that are not there", () => {
    const messages = [
      { role: "user", content: "A", cache_control: { type: "ephemeral", ttl: "1h" } },
      { role: "user", content: [] },
    ];
    const points = [
      { location: "message", role: "user" },
      { location: "message", index: 7 },
    ];
    expect(withCacheMarks(messages, { points, ...NOTHING }).messages).toEqual(messages);
  });

  it("are handed on where they concern tools", () => {
    const points = [{ location: "tool_config" }];
    expect(withCacheMarks(MESSAGES, { points, ...NOTHING })).toEqual({ messages: MESSAGES, rest: points });
  });
});
