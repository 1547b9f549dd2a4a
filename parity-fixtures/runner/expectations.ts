import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FIXTURES } from "./paths.ts";
import type { NamedRule } from "./rule.ts";

/** A gap that is known: the run fails when a case it names begins to pass. */
export interface ExpectedFailure extends NamedRule {
  readonly reason: string;
}

/** A difference made on purpose. */
export interface Deviation extends NamedRule {
  readonly litellm: string;
  readonly ours: string;
  readonly why: string;
  /** What restores LiteLLM's behaviour, where it is more than `restoredBy`, or why nothing does. */
  readonly switch?: string;
  /** The test that shows a difference no replay meets, such as a host's: its file, from the root, and its title. */
  readonly shownBy?: { readonly file: string; readonly title: string };
}

function read<T>(name: string): readonly T[] {
  const list: readonly T[] = JSON.parse(readFileSync(join(FIXTURES, name), "utf8"));
  return list;
}

/** The gaps listed in expected-failures.json. */
export function readExpectedFailures(): readonly ExpectedFailure[] {
  return read<ExpectedFailure>("expected-failures.json");
}

/** The differences listed in deviations.json. */
export function readDeviations(): readonly Deviation[] {
  return read<Deviation>("deviations.json");
}
