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
  { value, place }: Placed,
  { rules, otherwise, name, path }: Ruling & { readonly name: string; readonly path: string },
): Verdict {
  return { path, ...ruling(rules.get(name) ?? otherwise, value), place };
}

/** What becomes of keys that nobody reads. */
export const UNREAD = { verdict: "unknown", reason: "nothing reads it" } as const;
