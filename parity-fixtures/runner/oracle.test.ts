import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { fixtures } from "./fixtures.ts";
import { judgeLine } from "./judge-line.ts";
import { oracleRun, reportLine } from "./oracle.ts";
import { subject } from "./subject.ts";
import { VERDICTS } from "./verdict.ts";

const judging = { subject, deviations: [], expected: [] };

interface Line {
  readonly id: string;
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly oracle: Readonly<Record<string, unknown>>;
}

let genuine: Line;
let folder: string;

beforeAll(async () => {
  for await (const { text } of fixtures({ route: "ocr", provider: "mistral" })) {
    const line: Line = JSON.parse(text);
    if (typeof line.oracle.result === "string" && (await judgeLine(text, judging)).verdict === "L2") {
      genuine = line;
      break;
    }
  }
  folder = mkdtempSync(join(tmpdir(), "lintel-oracle-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

function planted(oracle: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...genuine, oracle: { ...genuine.oracle, ...oracle } });
}

describe("a line of an oracle file", () => {
  test("that is as recorded is equal to the byte", async () => {
    expect(await judgeLine(JSON.stringify(genuine), judging)).toMatchObject({ id: genuine.id, verdict: "L2" });
  });

  test("with another record differs, and the stage and the path are told", async () => {
    const other = planted({ result: String(genuine.oracle.result).replace('"pages":[', '"pages":[1,') });
    expect(await judgeLine(other, judging)).toMatchObject({
      verdict: "differs",
      stage: "result",
      path: expect.stringMatching(/^\/result\/pages/),
    });
    expect(await judgeLine(planted({ requests: [] }), judging)).toMatchObject({
      verdict: "differs",
      stage: "request",
      path: "/requests/length",
    });
  });

  test("whose record differs only in white space is equal at L1", async () => {
    const spaced = planted({ result: String(genuine.oracle.result).replace("{", "{ ") });
    expect(await judgeLine(spaced, judging)).toMatchObject({ verdict: "L1", stage: "result" });
  });

  test("of a function the client does not have is not implemented", async () => {
    const line = JSON.stringify({ ...genuine, function: "image_generation" });
    expect(await judgeLine(line, judging)).toMatchObject({ verdict: "not-implemented" });
  });

  test.each([
    "",
    "null",
    "[]",
    "{}",
    "not json",
    '{"id":"x","function":"ocr"}',
    '{"id":"x","function":"ocr","oracle":{"crash":"exit status 1"}}',
    '{"id":"x","function":"ocr","kwargs":{"model":[]},"oracle":{"result":"{}"}}',
    '{"id":"x","function":"ocr","kwargs":{},"replies":"x","oracle":{"requests":"x","result":"{"}}',
    '{"id":"x","function":"constructor","kwargs":{},"oracle":{"result":"{}"}}',
    '{"id":"x","function":"__proto__","kwargs":{"__proto__":1},"oracle":{"exception":{}}}',
  ])("that is odd gets a verdict all the same: %s", async (text) => {
    const { verdict } = await judgeLine(text, judging);
    expect(VERDICTS).toContain(verdict);
    expect(verdict).not.toBe("threw");
  });

  test("with any arguments gets a verdict, and never throws", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("ocr", "completion"),
        fc.dictionary(
          fc.constantFrom(
            "model",
            "messages",
            "document",
            "stream",
            "api_base",
            "n",
            "tools",
            "timeout",
            "extra_headers",
          ),
          fc.jsonValue(),
        ),
        async (name, kwargs) => {
          const text = JSON.stringify({ ...genuine, function: name, kwargs: { ...genuine.kwargs, ...kwargs } });
          const { verdict, path } = await judgeLine(text, judging);
          expect(VERDICTS).toContain(verdict);
          expect(verdict, path).not.toBe("threw");
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("a run over files", () => {
  test("writes one line a case with the six members that are told, and fails on a difference", async () => {
    const told = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const [file, json] = [join(folder, "cases.jsonl"), join(folder, "out.jsonl")];
    writeFileSync(file, `${JSON.stringify(genuine)}\n\n${planted({ requests: [] })}\n`);
    expect(await oracleRun({ files: [file], level: "L1", json }, judging)).toBe(false);
    const lines = readFileSync(json, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      { id: genuine.id, function: "ocr", provider: "mistral", verdict: "L2", stage: null, path: null },
      {
        id: genuine.id,
        function: "ocr",
        provider: "mistral",
        verdict: "differs",
        stage: "request",
        path: "/requests/length",
      },
    ]);
    expect(told.mock.calls.flat().join("\n")).toMatch(/2 cases in [\d.]+ s, \d+ cases\/s/);
    told.mockRestore();
  });

  test("takes only the cases whose id matches", async () => {
    const told = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const [file, json] = [join(folder, "more.jsonl"), join(folder, "filtered.jsonl")];
    writeFileSync(file, `${JSON.stringify({ ...genuine, id: "a/1" })}\n${JSON.stringify({ ...genuine, id: "b/1" })}\n`);
    expect(await oracleRun({ files: [file], level: "L2", json, filter: "^b/" }, judging)).toBe(true);
    expect(readFileSync(json, "utf8").trim().split("\n")).toHaveLength(1);
    told.mockRestore();
  });
});

test("the report's line names stage and path, or null", () => {
  const facts = {
    id: "x",
    function: "ocr",
    provider: "mistral",
    stages: {},
    deviations: [],
    expected: [],
    isExpected: false,
  };
  expect(JSON.parse(reportLine({ ...facts, verdict: "L2" }))).toEqual({
    id: "x",
    function: "ocr",
    provider: "mistral",
    verdict: "L2",
    stage: null,
    path: null,
  });
});
