import type { Kwargs, Refusal } from "./front.ts";
import { refuse } from "./refuse.ts";

interface Needing {
  readonly name: string;
  readonly needed: readonly string[];
}

/** Python's refusal of a call without all that its function needs. */
export function missingArguments(kwargs: Kwargs, { name, needed }: Needing): Refusal | undefined {
  const names = needed.filter((it) => kwargs[it] === undefined);
  if (names.length === 0) return undefined;
  const listed = names.map((it) => `'${it}'`);
  const last = listed.pop();
  const all = listed.length === 0 ? last : `${listed.join(", ")}${listed.length > 1 ? "," : ""} and ${last}`;
  const plural = names.length > 1 ? "s" : "";
  return refuse("BadRequestError", `${name}() missing ${names.length} required positional argument${plural}: ${all}`, {
    provider: "",
  });
}
