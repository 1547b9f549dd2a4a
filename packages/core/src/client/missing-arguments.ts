import type { Kwargs, Refusal } from "./front.ts";
import { refuse } from "./refuse.ts";

interface Needing {
  readonly name: string;
  readonly needed: readonly string[];
}

/** What Python says of a call without all that its function needs. */
export function missingText(kwargs: Kwargs, { name, needed }: Needing): string | undefined {
  const names = needed.filter((it) => kwargs[it] === undefined);
  if (names.length === 0) return undefined;
  const listed = names.map((it) => `'${it}'`);
  const last = listed.pop();
  const all = listed.length === 0 ? last : `${listed.join(", ")}${listed.length > 1 ? "," : ""} and ${last}`;
  const plural = names.length > 1 ? "s" : "";
  return `${name}() missing ${names.length} required positional argument${plural}: ${all}`;
}

/** Python's refusal of such a call. */
export function missingArguments(kwargs: Kwargs, needing: Needing): Refusal | undefined {
  const text = missingText(kwargs, needing);
  return text === undefined ? undefined : refuse("BadRequestError", text, { provider: "" });
}
