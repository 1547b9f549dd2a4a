import type { Json } from "./json.ts";
import type { Num } from "./num.ts";

/** A number that needs a `Num`, and where it stands. */
export interface Mark {
  readonly num: Num;
  readonly start: number;
  readonly end: number;
}

/** From here on a number stands for a mark: any other of that size is marked itself. */
const FIRST = 2 ** 53;

/** Parses natively a text whose marked numbers need a `Num`; throws where native parsing does. */
export function parseMarked(text: string, marks: readonly Mark[]): Json {
  let replaced = "";
  let from = 0;
  let stand = FIRST;
  for (const { start, end } of marks) {
    replaced += text.slice(from, start) + stand;
    from = end;
    stand += 2;
  }
  const root = { value: JSON.parse(replaced + text.slice(from)) };
  restore(root, marks);
  return root.value;
}

function restore(branch: { [key: string | number]: unknown } | unknown[], marks: readonly Mark[]): void {
  if (Array.isArray(branch)) {
    for (let at = 0; at < branch.length; at++) {
      const item = branch[at];
      if (typeof item === "number") {
        if (item >= FIRST) branch[at] = marks[(item - FIRST) / 2]?.num;
      } else if (isBranch(item)) restore(item, marks);
    }
    return;
  }
  for (const key of Object.keys(branch)) {
    const value = branch[key];
    if (typeof value === "number") {
      if (value >= FIRST) branch[key] = marks[(value - FIRST) / 2]?.num;
    } else if (isBranch(value)) restore(value, marks);
  }
}

function isBranch(value: unknown): value is { [key: string]: unknown } | unknown[] {
  return typeof value === "object" && value !== null;
}
