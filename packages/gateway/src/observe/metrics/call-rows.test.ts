import { expect, it } from "vitest";
import { call } from "../test/call.ts";
import { callRows } from "./call-rows.ts";

const LONG = "x".repeat(60_000);
const deployment = { id: "d", name: "n", apiBase: "http://upstream" };

it.each([
  ["user agent", (end: string) => call({ userAgent: LONG + end })],
  ["end user", (end: string) => call({ endUser: LONG + end })],
  ["model", (end: string) => call({ model: LONG + end, deployment: undefined })],
  ["deployment's model", (end: string) => call({ deployment: { ...deployment, model: LONG + end } })],
  ["path", (end: string) => call({ path: LONG + end })],
])("of a %s no more is kept than labels tell", (_, record) => {
  const rows = callRows({ most: 100, isKnown: () => true });
  expect(rows.of(record("a"))).toBe(rows.of(record("b")));
  expect(rows.of(call({}))).not.toBe(rows.of(record("a")));
});

it("texts that differ in what labels tell have rows of their own", () => {
  const rows = callRows({ most: 100, isKnown: () => true });
  const agents = ["a", "b", `${"x".repeat(255)}a`, `${"x".repeat(255)}b`, "x".repeat(256)];
  expect(new Set(agents.map((userAgent) => rows.of(call({ userAgent })))).size).toBe(agents.length);
});
