import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { relay } from "@lintel/core/json";
import { readFolder } from "./folder.ts";
import { lines } from "./lines.ts";
import { FIXTURES } from "./paths.ts";

/** Folders beside the routes. */
const OTHERS = /^(cases|recorder|runner)\//;

export interface FixtureFilter {
  readonly route?: string | undefined;
  readonly provider?: string | undefined;
}

/** One fixture as a line of text, with where it lies. */
export interface FixtureLine {
  readonly route: string;
  readonly provider: string;
  readonly text: string;
}

/** The LiteLLM release every fixture must come from. */
export function pinnedVersion(): string {
  return readFileSync(join(FIXTURES, "LITELLM_VERSION"), "utf8").trim();
}

function wanted(path: string, { route, provider }: FixtureFilter): boolean {
  const [itsRoute = "", its = ""] = path.replace(/\.jsonl$/, "").split("/");
  return !OTHERS.test(path) && (route ?? itsRoute) === itsRoute && (provider ?? its) === its;
}

/** Every fixture, packed ones first, in a steady order. */
export async function* fixtures(filter: FixtureFilter = {}): AsyncGenerator<FixtureLine> {
  for (const path of globSync("*/*.jsonl", { cwd: FIXTURES }).sort()) {
    if (!wanted(path, filter)) continue;
    const [route = "", provider = ""] = path.replace(/\.jsonl$/, "").split("/");
    for await (const text of lines(join(FIXTURES, path))) yield { route, provider, text };
  }
  for (const path of globSync("*/*/*/call.json", { cwd: FIXTURES }).sort()) {
    if (!wanted(path, filter)) continue;
    const [route = "", provider = ""] = path.split("/");
    yield { route, provider, text: relay(readFolder(join(FIXTURES, dirname(path)))) };
  }
}
