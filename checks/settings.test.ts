import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

test("every setting of Lintel's own is told in the README of the providers, and no other", () => {
  const sources = globSync("packages/*/src/**/*.ts", { cwd: ROOT }).filter((path) => !path.endsWith(".test.ts"));
  const used = sources.flatMap((path) => [...read(path).matchAll(/\b(lintel_[a-z_]+)/g)].map(([, name]) => name));
  const told = [...read("packages/providers/README.md").matchAll(/^\| `(lintel_[a-z_]+)`/gm)].map(([, name]) => name);
  expect(told).toEqual([...new Set(used)].sort());
});
