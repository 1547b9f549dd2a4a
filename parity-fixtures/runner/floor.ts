import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ExchangeResult } from "./exchange-run.ts";
import { grouped } from "./grouped.ts";
import { FIXTURES } from "./paths.ts";
import { type Judgement, passes } from "./verdict.ts";

const FILE = join(FIXTURES, "corpora-floor.json");

/** Provider → function or endpoint family → how many cases. */
export interface Counts {
  readonly [provider: string]: { readonly [name: string]: number };
}

/** What recorded traffic outside the repository must at least come to: cases equal at L1, exchanges parsed. */
export interface Floor {
  readonly equal: Counts;
  readonly parsed: Counts;
}

export function readFloor(): Floor {
  const floor: Floor = JSON.parse(readFileSync(FILE, "utf8"));
  return floor;
}

export function writeFloor(floor: Floor): void {
  writeFileSync(FILE, `${JSON.stringify(floor, null, 2)}\n`);
}

function counts<T>(items: readonly T[], names: (item: T) => readonly [provider: string, name: string]): Counts {
  const providers = [...grouped(items, (item) => names(item)[0])].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    providers.map(([provider, own]) => {
      const each = [...grouped(own, (item) => names(item)[1])].sort(([a], [b]) => (a < b ? -1 : 1));
      return [provider, Object.fromEntries(each.map(([name, group]) => [name, group.length]))];
    }),
  );
}

/** Cases equal at L1, by provider and function. */
export function equalCounts(judgements: readonly Judgement[]): Counts {
  const equal = judgements.filter(({ verdict }) => verdict !== "deviation" && passes(verdict, "L1"));
  return counts(equal, (it) => [it.provider, it.function]);
}

/** Exchanges that an adapter read, by provider and endpoint family. */
export function parsedCounts(results: readonly ExchangeResult[]): Counts {
  return counts(
    results.filter(({ fate }) => fate === "parsed"),
    (it) => [it.provider, it.api],
  );
}

/** Where a count fell below its floor. */
export function fallen(floor: Counts, now: Counts): readonly string[] {
  return Object.entries(floor).flatMap(([provider, names]) =>
    Object.entries(names).flatMap(([name, least]) => {
      const count = now[provider]?.[name] ?? 0;
      return count < least ? [`${provider} ${name}: ${count}, was ${least}`] : [];
    }),
  );
}

/** The higher of the floor and what is reached now. */
export function risen(floor: Counts, now: Counts): Counts {
  const providers = [...new Set([...Object.keys(floor), ...Object.keys(now)])].sort();
  return Object.fromEntries(
    providers.map((provider) => {
      const [was, is] = [floor[provider] ?? {}, now[provider] ?? {}];
      const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
      return [provider, Object.fromEntries(names.map((name) => [name, Math.max(was[name] ?? 0, is[name] ?? 0)]))];
    }),
  );
}
