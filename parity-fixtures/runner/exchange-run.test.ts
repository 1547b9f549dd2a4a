import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { exchangeTable, runExchanges } from "./exchange-run.ts";
import { subject } from "./subject.ts";

const folder = mkdtempSync(join(tmpdir(), "lintel-exchanges-"));

beforeAll(() => {
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});

afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function exchange(id: string, body: string, { status = 200, api = "ocr" } = {}): string {
  const response = {
    status,
    headers: { "content-type": "application/json" },
    body_b64: Buffer.from(body).toString("base64"),
  };
  return JSON.stringify({
    id,
    provider: "mistral",
    api,
    mode: "json",
    model: "mistral-ocr-latest",
    tags: [],
    response,
  });
}

const PAGE = '{"index":0,"markdown":"x","images":[],"dimensions":null}';

test("every reply has a fate: parsed, faulted for an error status, refused for a good one, or no adapter", async () => {
  const file = join(folder, "x.jsonl");
  const lines = [
    exchange("good", `{"pages":[${PAGE}],"model":"m","usage_info":{"pages_processed":1,"doc_size_bytes":null}}`),
    exchange("error", '{"message":"no"}', { status: 401 }),
    exchange("junk", "<html>"),
    exchange("other", "{}", { api: "files" }),
    '{"not":"an exchange"}',
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  const results = await runExchanges([file], subject);
  expect(results.map(({ id, fate, through }) => [id, fate, through])).toEqual([
    ["good", "parsed", "mistral"],
    ["error", "faulted", "mistral"],
    ["junk", "refused", "mistral"],
    ["other", "no adapter", ""],
  ]);
  expect(results[0]?.lost).toEqual([]);
  expect(exchangeTable(results)).toMatch(/mistral\s+ocr\s+json\s+mistral\s+1\s+1\s+1/);
});
