import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { seeFiles } from "./file-mark.ts";

test.each([
  ["YAML whose last line ends", "model_list:\n", false],
  ["YAML whose last line may go on", "model_list:\n  - model_name: gpt", true],
  ["YAML that ends as an object does", "model_list:\n  - {model_name: gpt}", true],
  ["JSON", '{"model_list": []}', false],
  ["the beginning of JSON, which cannot be read", '{"model_list": [{"model_name": "gpt"}', false],
  ["JSON that breaks off within a list", '{"model_list": [', true],
  ["nothing", "", true],
])("whether a file breaks off: %s", async (_, text, isCut) => {
  const folder = mkdtempSync(join(tmpdir(), "lintel-mark-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "config.yaml");
  writeFileSync(file, text);
  expect((await seeFiles([file])).isCut).toBe(isCut);
});

test("a file that is not there is as old as can be", async () => {
  expect(await seeFiles(["/nowhere/config.yaml"])).toMatchObject({ changedAt: 0, isCut: false });
});
