import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Source } from "./structure.ts";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const PACKAGES = ["core", "providers", "host-node", "gateway"] as const;

/** The sources that ship, as they stand in the work tree. */
export function shippedSources(): readonly Source[] {
  return execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "packages/*/src/**"], {
    cwd: ROOT,
    encoding: "utf8",
  })
    .split("\n")
    .filter(
      (path) =>
        path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.includes("/test/") && existsSync(join(ROOT, path)),
    )
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}
