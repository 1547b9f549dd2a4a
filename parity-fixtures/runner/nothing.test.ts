import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { exchangeCommand } from "./exchange-command.ts";
import { fixtureCommand } from "./fixture-command.ts";
import { oracleRun } from "./oracle.ts";
import { subject } from "./subject.ts";

const judging = { subject, deviations: [], expected: [] };
let file: string;

beforeAll(() => {
  file = join(mkdtempSync(join(tmpdir(), "lintel-nothing-")), "empty.jsonl");
  writeFileSync(file, "");
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});

afterAll(() => {
  vi.restoreAllMocks();
  rmSync(join(file, ".."), { recursive: true });
});

test("a replay that finds nothing to replay does not pass", async () => {
  expect(await fixtureCommand({ route: "chat", case: "no such case", raise: false }, judging)).toBe(false);
  expect(await oracleRun({ files: [file], level: "L1" }, judging)).toBe(false);
  expect(await exchangeCommand({ files: [file] }, subject)).toBe(false);
});
