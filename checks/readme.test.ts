import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT, readJson } from "./repository.ts";

const PAGES = ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "parity-fixtures/README.md"] as const;
const EXAMPLE = /<!-- (\S+) -->\n```ts\n([\s\S]*?)```\n<!-- \/\1 -->/g;
const LINK = /\]\(([^)#:]+)\)/g;

function page(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

describe("the written pages", () => {
  it("show examples as they stand in their files", () => {
    const shown = [...page("README.md").matchAll(EXAMPLE)];
    expect(shown.length).toBeGreaterThan(0);
    for (const [, path = "", text] of shown) expect(text).toBe(page(path));
  });

  it.each(PAGES)("link to files that exist: %s", (path) => {
    const missing = [...page(path).matchAll(LINK)]
      .map(([, target = ""]) => join(ROOT, dirname(path), target))
      .filter((it) => !existsSync(it));
    expect(missing).toEqual([]);
  });

  it("name only commands that exist", () => {
    const { scripts } = readJson("package.json") as { readonly scripts: Readonly<Record<string, string>> };
    const named = PAGES.flatMap((path) =>
      [...page(path).matchAll(/(?:`|^)(?:npm (?:run )?|pnpm |npx -y pnpm@12\.21\.0 )([a-z]+)/gm)].map(
        ([, name = ""]) => name,
      ),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
