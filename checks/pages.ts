import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./repository.ts";

/** The written pages. */
export const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "docs/architecture.md",
  "docs/cost.md",
  "docs/tokens.md",
  "docs/laws.md",
  "docs/routes.md",
  "docs/config.md",
  "docs/config-keys.md",
  "packages/core/README.md",
  "packages/gateway/README.md",
  "packages/host-node/README.md",
  "packages/providers/README.md",
  "benchmark/README.md",
  "parity-fixtures/README.md",
] as const;

/** A page's text, or any other file's. */
export function page(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
