import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { mockProvider } from "../demo/mock-provider.ts";
import { PAGES, page } from "./pages.ts";
import { ROOT, readJson } from "./repository.ts";

const EXAMPLE = /<!-- (\S+) -->\n```ts\n([\s\S]*?)```\n<!-- \/\1 -->/g;
const LINK = /\]\(([^)#:]+)\)/g;

const run = promisify(execFile);

describe("the SDK's example", () => {
  it("runs as it stands, its providers on loopback", async () => {
    const provider = await mockProvider({ gapMs: 1 });
    const env = {
      PATH: process.env.PATH,
      OPENAI_API_KEY: "sk-demo",
      OPENAI_BASE_URL: `${provider.url}/v1`,
      MISTRAL_API_KEY: "sk-demo",
      MISTRAL_AZURE_API_BASE: provider.url,
    };
    const node = join(ROOT, "node_modules/.bin/node");
    const { stdout } = await run(node, ["--conditions=@lintel/source", "examples/sdk.ts"], { cwd: ROOT, env });
    await provider.close();
    expect(provider.received.map(({ path }) => path)).toEqual([
      "/v1/chat/completions",
      "/v1/chat/completions",
      "/v1/ocr",
    ]);
    expect(stdout).toContain("A lintel is the beam");
    expect(stdout).toContain("# Statement of work");
  });
});

describe("the written pages", () => {
  it("show examples as they stand in their files", () => {
    const shown = ["README.md", "docs/laws.md"].flatMap((path) => [...page(path).matchAll(EXAMPLE)]);
    expect(shown.length).toBeGreaterThan(3);
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
