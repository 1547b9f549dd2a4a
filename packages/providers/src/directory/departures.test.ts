import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CHAT_DEPARTURES } from "./diverts.ts";
import { MESSAGES_DEPARTURES } from "./messages-rules.ts";

const PAGE = fileURLToPath(new URL("../../../../docs/routes.md", import.meta.url));

describe("the page on routes", () => {
  it("has every reason for which a call leaves its route, in the order they are asked", () => {
    expect(existsSync(PAGE)).toBe(true);
    const rows = readFileSync(PAGE, "utf8")
      .split("\n")
      .filter((line) => /^\| (chat|messages) \|/.test(line));
    const wanted = [
      ...CHAT_DEPARTURES.map(({ to, reason }) => `| chat | ${to} | ${reason} |`),
      ...MESSAGES_DEPARTURES.map(({ to, reason }) => `| messages | ${to} | ${reason} |`),
    ];
    expect(rows).toEqual(wanted);
  });
});

describe("a chat call", () => {
  const call = { provider: "openai", model: "gpt-4o", params: {}, extra: {}, settings: {}, env: {} };
  const tools = [{ type: "function", function: { name: "f" } }];

  it.each([
    [{ settings: { route_all_chat_openai_to_responses: true } }, 0],
    [{ provider: "xai", model: "grok-4", params: { web_search_options: {} } }, 1],
    [{ model: "responses/gpt-4o" }, 2],
    [{ model: "o3-pro" }, 3],
    [{ model: "gpt-5", params: { reasoning_effort: "low" }, extra: { reasoning_summary: "auto" } }, 4],
    [{ model: "gpt-5.4", params: { tools } }, 5],
    [{ model: "ft:babbage-002:me" }, 6],
  ])("leaves for a reason of its own: %j", (more, row) => {
    expect(CHAT_DEPARTURES.findIndex(({ when }) => when({ ...call, ...more }))).toBe(row);
  });

  it("stays where none applies", () => {
    expect(CHAT_DEPARTURES.some(({ when }) => when(call))).toBe(false);
    const plain = { ...call, model: "gpt-5.4", params: { tools, reasoning_effort: "none" } };
    expect(CHAT_DEPARTURES.some(({ when }) => when(plain))).toBe(false);
  });
});
