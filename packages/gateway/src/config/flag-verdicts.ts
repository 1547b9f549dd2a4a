import type { Json } from "@lintel/core/json";
import type { Verdict } from "./config.ts";
import { MODULE_FLAGS } from "./keys/module-flags.ts";
import type { Placed } from "./placed.ts";
import { unset, verdictOf } from "./ruled.ts";

const CALLBACKS: ReadonlySet<string> = new Set(["callbacks", "success_callback", "failure_callback"]);

const OTHERWISE = { verdict: "unknown", reason: "kept as a module flag, which nothing reads" } as const;

/** What becomes of the keys of `litellm_settings`; each callback has a verdict of its own. */
export function flagVerdicts(section: Placed, path: string): readonly Verdict[] {
  return [...(section.members ?? [])].flatMap(([name, member]) =>
    CALLBACKS.has(name)
      ? callbacks(member, `${path}.${name}`)
      : [verdictOf(member, { name, path: `${path}.${name}`, rules: MODULE_FLAGS, otherwise: OTHERWISE })],
  );
}

function callbacks(member: Placed, path: string): readonly Verdict[] {
  if (member.items === undefined) return [{ path, place: member.place, ...(unset(member) ?? callback(member.value)) }];
  return member.items.map(({ value, place }, at) => ({ path: `${path}[${at}]`, place, ...callback(value) }));
}

function callback(value: Json): Pick<Verdict, "verdict" | "reason"> {
  if (value === "prometheus") return { verdict: "honoured" };
  return value === null
    ? { verdict: "ignored", reason: "it names none" }
    : { verdict: "not implemented", reason: "prometheus is the only callback" };
}
