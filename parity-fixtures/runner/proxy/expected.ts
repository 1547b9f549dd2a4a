import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GATEWAY, type ProxyCase } from "./recorded.ts";
import type { ToldDifference } from "./told-differences.ts";

/** Differences that are expected: made on purpose, or a gap with its reason. */
export interface Expected {
  readonly name: string;
  readonly kind: "deviation" | "gap";
  /** A regular expression over ids: every case it matches must differ in a place that is named. */
  readonly cases: string;
  /** A regular expression over places. */
  readonly places: string;
  readonly litellm?: string;
  readonly ours?: string;
  readonly why: string;
}

/** Every expected difference of the gateway's replay. */
export function expectedDifferences(): readonly Expected[] {
  return JSON.parse(readFileSync(join(GATEWAY, "expected.json"), "utf8"));
}

/** The marks that speak of a case. */
export function marksOf({ id }: Pick<ProxyCase, "id">, marks: readonly Expected[]): readonly Expected[] {
  return marks.filter(({ cases }) => new RegExp(cases).test(id));
}

/** What is wrong with a case: a difference nobody expects, or a mark that covers none. */
export function problemsOf(found: readonly ToldDifference[], marks: readonly Expected[]): readonly string[] {
  const covers = ({ places }: Expected, { path }: ToldDifference): boolean => new RegExp(places).test(path);
  const unexpected = found
    .filter((difference) => !marks.some((mark) => covers(mark, difference)))
    .map(({ path, theirs, ours }) => `${path}\n  - ${theirs}\n  + ${ours}`);
  const idle = marks
    .filter((mark) => !found.some((difference) => covers(mark, difference)))
    .map(({ name }) => `${name}: differs no more; take the mark away`);
  return [...unexpected, ...idle];
}
