import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where `benchmark/setup` puts what is not of this repository. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "lintel");

export const LITELLM_VERSION = readFileSync(join(ROOT, "parity-fixtures/LITELLM_VERSION"), "utf8").trim();

/** The programs of a run; absent where `benchmark/setup` could not get one. */
export interface Tools {
  readonly nginx: string;
  readonly wrk: string;
  readonly forwarder: string | undefined;
  /** Times streams. */
  readonly streams: string | undefined;
  readonly python: string | undefined;
  readonly portkey: string | undefined;
  readonly lintel: string | undefined;
}

function firstOf(paths: readonly string[]): string | undefined {
  return paths.find((it) => existsSync(it));
}

function onPath(name: string): string | undefined {
  return firstOf([...(process.env.PATH ?? "").split(":"), "/usr/sbin"].map((it) => join(it, name)));
}

/** The first line that a program prints of itself. */
export function versionOf(file: string, args: readonly string[]): string {
  try {
    const printed = execFileSync(file, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 20_000 });
    return printed.trim().split("\n")[0] ?? "?";
  } catch {
    return "?";
  }
}

/** What there is to measure with; a word on whatever is missing. */
export function findTools(tell: (line: string) => void): Tools | undefined {
  const built = join(CACHE, "benchmark", "target", "release");
  const found = {
    nginx: onPath("nginx"),
    wrk: onPath("wrk"),
    forwarder: firstOf([join(built, "forwarder")]),
    streams: firstOf([join(built, "streams")]),
    python: firstOf([join(CACHE, `oracle-${LITELLM_VERSION}`, "bin", "python")]),
    portkey: firstOf([join(CACHE, "benchmark/portkey/node_modules/@portkey-ai/gateway/build/start-server.js")]),
    lintel: firstOf([process.env.LINTEL_BENCH_BIN ?? join(ROOT, "packages/gateway/dist/bin.js")]),
  };
  for (const [name, path] of Object.entries(found))
    if (path === undefined) tell(`${name} is not here, what needs it is left out: run benchmark/setup`);
  const { nginx, wrk, ...rest } = found;
  if (nginx === undefined || wrk === undefined) return;
  return { nginx, wrk, ...rest };
}
