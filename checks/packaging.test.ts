import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PACKAGES, ROOT, readJson } from "./repository.ts";

interface Manifest {
  readonly name: string;
  readonly license: string;
  readonly engines: { readonly node: string };
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
}

let folder = "";
const tarballs = new Map<string, string>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lintel-pack-"));
  for (const name of PACKAGES) {
    const target = join(folder, name);
    execFileSync("npx", ["-y", "pnpm@12.21.0", "pack", "--pack-destination", target], {
      cwd: join(ROOT, "packages", name),
      stdio: "pipe",
    });
    const [tarball] = readdirSync(target);
    if (tarball !== undefined) tarballs.set(name, join(target, tarball));
  }
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(PACKAGES)("the package %s", (name) => {
  const manifest = readJson(`packages/${name}/package.json`) as Manifest;

  it("has nothing publint would mend", async () => {
    const { messages, pkg } = await publint({ pkgDir: join(ROOT, "packages", name), strict: true, pack: "npm" });
    expect(messages.filter(({ type }) => type !== "suggestion").map((message) => formatMessage(message, pkg))).toEqual(
      [],
    );
  });

  it("gives every resolver its types", () => {
    const { status, stdout } = spawnSync(
      join(ROOT, "node_modules/.bin/attw"),
      [tarballs.get(name) ?? "", "--profile", "esm-only", "--format", "ascii", "--no-emoji"],
      { encoding: "utf8" },
    );
    expect(status, stdout).toBe(0);
  });

  it("exports what its snapshot says, and runs from its build", async () => {
    const entries = Object.entries(manifest.exports).filter(([, target]) => typeof target !== "string");
    expect(entries.length).toBeGreaterThan(0);
    const exported: Record<string, readonly string[]> = {};
    for (const [path, target] of entries) {
      if (typeof target === "string") continue;
      const built: Record<string, unknown> = await import(join(ROOT, "packages", name, target.default));
      exported[path] = Object.keys(built).sort();
    }
    expect(exported).toMatchSnapshot();
  });

  it("says its licence and the Node it needs", () => {
    expect(manifest.license).toBe("MIT");
    expect(manifest.engines.node).toMatch(/^>=22\.(12|19)$/);
  });
});
