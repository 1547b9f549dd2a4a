import type { Json } from "@lintel/core/json";
import type { Verdict } from "../config.ts";

/** What becomes of a key. */
export interface KeyRule extends Pick<Verdict, "verdict" | "reason"> {
  /** Values that are honoured all the same. */
  readonly served?: readonly Json[];
}

/** Rules by key. */
export type KeyRules = ReadonlyMap<string, KeyRule>;

type Group = readonly (readonly [name: string, rule: KeyRule])[];

/** Keys that do what they do in LiteLLM. */
export function honoured(names: string, reason?: string): Group {
  return group(names, { verdict: "honoured", ...(reason !== undefined && { reason }) });
}

/** Keys that have nothing to do here, and why. */
export function ignored(names: string, reason: string): Group {
  return group(names, { verdict: "ignored", reason });
}

/** Keys of LiteLLM's whose effect is missing here. */
export function notImplemented(names: string, reason: string): Group {
  return group(names, { verdict: "not implemented", reason });
}

/** Keys of which only these values are the ones served here. */
export function servedOnly(
  names: string,
  { values, reason }: { readonly values: readonly Json[]; readonly reason: string },
): Group {
  return group(names, { verdict: "not implemented", reason, served: values });
}

function group(names: string, rule: KeyRule): Group {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => [name, rule]);
}

/** What a rule says of a value: one that asks for nothing misses nothing. */
export function ruling({ verdict, reason, served }: KeyRule, value: Json): Pick<Verdict, "verdict" | "reason"> {
  if (served?.includes(value) === true) return { verdict: "honoured" };
  if (verdict === "not implemented" && served === undefined && isOff(value))
    return { verdict: "ignored", reason: "it is switched off, as here" };
  return { verdict, ...(reason !== undefined && { reason }) };
}

function isOff(value: Json): boolean {
  if (value === null || value === false || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
