import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { PAGES, page } from "./pages.ts";
import { ROOT } from "./repository.ts";
import { NAMES, type Snippet, snippetsOf } from "./snippets.ts";

const run = promisify(execFile);
const CACHE = join(ROOT, "node_modules/.cache");
const SETTINGS = {
  extends: join(ROOT, "tsconfig.json"),
  compilerOptions: { noUnusedLocals: false },
  include: ["*.ts"],
  exclude: [],
};

/** What TypeScript says of snippets, each by its place; empty where it has nothing to say. */
async function complaints(snippets: readonly Snippet[]): Promise<readonly string[]> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, "snippets-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(SETTINGS));
  writeFileSync(join(folder, "names.ts"), NAMES);
  for (const [index, { text }] of snippets.entries())
    writeFileSync(join(folder, `snippet-${index}.ts`), `${text}\nexport {};\n`);
  const told = await run(join(ROOT, "node_modules/.bin/tsc"), ["-p", folder, "--pretty", "false"], {
    cwd: folder,
  }).then(
    () => "",
    (error: { readonly stdout: string }) => error.stdout,
  );
  return told
    .split("\n")
    .filter((line) => line.includes("error TS"))
    .map((line) => line.replace(/^snippet-(\d+)\.ts/, (_, index: string) => snippets[Number(index)]?.at ?? ""));
}

const shown = PAGES.flatMap((path) => snippetsOf(path, page(path)));

describe("the TypeScript snippets of the written pages", () => {
  it("are found, those that stand in files too", () => {
    expect(shown.filter(({ isFile }) => isFile).length).toBeGreaterThan(3);
    expect(shown.filter(({ isFile }) => !isFile).length).toBeGreaterThan(9);
  });

  it("are what TypeScript takes, and one that calls what is not there is not", async () => {
    const wrong: Snippet = {
      at: "planted:1",
      text: 'import { completion } from "@lintel/host-node";\nawait completion({ modle: "x" });\n',
      isFile: false,
    };
    const found = await complaints([...shown.filter(({ isFile }) => !isFile), wrong]);
    expect(found.filter((line) => !line.startsWith("planted:1"))).toEqual([]);
    expect(found.filter((line) => line.startsWith("planted:1"))).toHaveLength(1);
  });
});
