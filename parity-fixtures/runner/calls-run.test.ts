import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { callsRun } from "./calls-run.ts";
import { subject } from "./subject.ts";

const PYTHON = process.env.LINTEL_ORACLE_PYTHON;

const document = { type: "document_url", document_url: "https://doc.example/a.pdf" };

test.skipIf(PYTHON === undefined)(
  "a user's own calls are recorded with their LiteLLM and compared: identical, or refused with a reason (needs LINTEL_ORACLE_PYTHON, a Python with LiteLLM)",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "lintel-own-calls-"));
    const [calls, json] = [join(folder, "calls.jsonl"), join(folder, "out.jsonl")];
    const told = vi.spyOn(console, "log").mockImplementation(() => undefined);
    try {
      const ocr = { function: "ocr", kwargs: { model: "mistral/mistral-ocr-latest", api_key: "sk-mine", document } };
      const image = {
        id: "image",
        function: "image_generation",
        kwargs: { model: "openai/gpt-image-1", api_key: "sk-mine", prompt: "x" },
      };
      writeFileSync(calls, `${JSON.stringify(ocr)}\n${JSON.stringify(image)}\n`);
      const judging = { subject, deviations: [], expected: [] };
      expect(await callsRun({ calls, python: PYTHON ?? "", json }, judging)).toBe(false);
      const lines = readFileSync(json, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(lines.map(({ id, answer }) => [id, answer])).toEqual([
        ["line 1", "identical"],
        ["image", "refused"],
      ]);
      expect(told.mock.calls.flat().join("\n")).toMatch(/provider\s+function\s+identical\s+differs\s+refused/);
    } finally {
      told.mockRestore();
      rmSync(folder, { recursive: true });
    }
  },
  120_000,
);
