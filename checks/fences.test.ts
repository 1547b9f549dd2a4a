import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "./repository.ts";

const BIN = join(ROOT, "node_modules/.bin");

/** A small copy of the repository's settings with one source file planted in it. */
let place = "";

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), "lintel-fence-"));
  for (const path of [
    "tsconfig.base.json",
    "types",
    "checks/lint",
    "packages/core/tsconfig.json",
    "packages/providers/tsconfig.json",
  ])
    cpSync(join(ROOT, path), join(place, path), { recursive: true });
  writeFileSync(join(place, "package.json"), '{ "type": "module" }');
  const settings = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
  writeFileSync(
    join(place, "biome.json"),
    JSON.stringify({ ...settings, $schema: undefined, vcs: { enabled: false } }),
  );
});

afterAll(() => rmSync(place, { recursive: true, force: true }));

function plant(name: string, text: string): string {
  const folder = join(place, `packages/${name}/src`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "planted.ts"), text);
  return join(folder, "planted.ts");
}

function typeErrors(name: string, text: string): string {
  plant(name, text);
  const { stdout } = spawnSync(join(BIN, "tsc"), ["-p", join(place, "packages", name)], { encoding: "utf8" });
  return stdout;
}

function lintStatus(name: string, text: string): { readonly status: number | null; readonly output: string } {
  const file = plant(name, text);
  const { status, stdout, stderr } = spawnSync(join(BIN, "biome"), ["lint", "--error-on-warnings", file], {
    cwd: place,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

const HARMLESS = "export const answer: number = new TextEncoder().encode('x').length;\n";

describe("the type fence", () => {
  it("lets pure code through", () => {
    expect(typeErrors("core", HARMLESS)).toBe("");
  });

  it.each([
    'export const it = fetch("https://example.com");',
    "export const it = process.env;",
    "export const it = setTimeout(() => undefined, 1);",
    "export const it = crypto.randomUUID();",
    'export const it = new URL("https://example.com");',
    'import { readFileSync } from "node:fs";\nexport const it = readFileSync;',
    "export const it = Buffer.from('x');",
    "export const it = new ReadableStream();",
    "console.log(1);\nexport {};",
  ])("stops %s", (text) => {
    for (const name of ["core", "providers"])
      expect(typeErrors(name, text)).toMatch(/planted\.ts\(\d+,\d+\): error TS/);
  });
});

describe("the lint fence", () => {
  it("lets pure code through", () => {
    expect(lintStatus("core", HARMLESS).status).toBe(0);
  });

  it.each([
    ["export const it: number = Date.now();", "reads no clock"],
    ["export const it: unknown = new Date();", "reads no clock"],
    ["export const it: number = Math.random();", "has no chance in it"],
    ['export const it: unknown = JSON.parse("1");', "parsed losslessly"],
    ["export const it: string = JSON.stringify({});", "named printer"],
    ['export const it: unknown = import("./other.ts");', "dynamic import is the host's"],
    ['export const it: unknown = new Function("return 1");', "No code from strings"],
    ["export const it: unknown = globalThis;", "takes this from its host"],
  ])("stops %s", (text, reason) => {
    for (const name of ["core", "providers"]) {
      const { status, output } = lintStatus(name, text);
      expect(status).toBe(1);
      expect(output).toContain(reason);
    }
  });
});

describe("the sources themselves", () => {
  it("carry no marker that switches a check off", () => {
    const marks = "ts-ignore|ts-expect-error|ts-nocheck|biome-ignore|eslint-disable";
    const { stdout } = spawnSync("git", ["grep", "-nE", marks, "--", "packages/*/src/**"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(stdout).toBe("");
    expect(execFileSync("git", ["ls-files", "packages/core/src"], { cwd: ROOT, encoding: "utf8" })).toContain("run.ts");
  });
});
