import type { Json } from "@lintel/core/json";
import type { Verdict } from "../config.ts";

/** What becomes of a key, by its value where that decides. */
export type KeyRule = Pick<Verdict, "verdict" | "reason"> | ((value: Json) => Pick<Verdict, "verdict" | "reason">);

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
  return group(names, (value) =>
    isOff(value)
      ? { verdict: "ignored", reason: "it is switched off, as here" }
      : { verdict: "not implemented", reason },
  );
}

/** Keys of which only these values are the ones served here. */
export function servedOnly(names: string, { values, reason }: { values: readonly Json[]; reason: string }): Group {
  return group(names, (value) =>
    values.includes(value) ? { verdict: "honoured" } : { verdict: "not implemented", reason },
  );
}

function group(names: string, rule: KeyRule): Group {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => [name, rule]);
}

/** Whether a value asks for nothing. */
function isOff(value: Json): boolean {
  if (value === null || value === false || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
