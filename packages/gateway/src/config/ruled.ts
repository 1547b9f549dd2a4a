import type { Verdict } from "./config.ts";
import { type KeyRules, ruling } from "./keys/key-rule.ts";
import type { Placed } from "./placed.ts";

interface Ruling {
  readonly rules: KeyRules;
  /** What becomes of a key that no rule names. */
  readonly otherwise: Pick<Verdict, "verdict" | "reason">;
}

/** The verdict on each member of a mapping. */
export function ruled(section: Placed, { path, ...ruling }: Ruling & { readonly path: string }): readonly Verdict[] {
  return [...(section.members ?? [])].map(([name, member]) =>
    verdictOf(member, { ...ruling, name, path: `${path}.${name}` }),
  );
}

/** The verdict on one key. */
export function verdictOf(
  placed: Placed,
  { rules, otherwise, name, path }: Ruling & { readonly name: string; readonly path: string },
): Verdict {
  const { value, place } = placed;
  const rule = rules.get(name) ?? otherwise;
  const lacking = rule.verdict === "unknown" ? undefined : unset(placed);
  return { path, ...(lacking ?? ruling(rule, value)), place };
}

/** The verdict on a value that was to come from a variable, and did not; undefined for any other. */
export function unset({ value, variable }: Placed): Pick<Verdict, "verdict" | "reason"> | undefined {
  if (value !== null || variable === undefined) return undefined;
  return { verdict: "ignored", reason: `the variable ${variable} is not set` };
}

/** What becomes of keys that nobody reads. */
export const UNREAD = { verdict: "unknown", reason: "nothing reads it" } as const;
