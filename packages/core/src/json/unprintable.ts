import { UNPRINTABLE } from "./unprintable-table.ts";

let runs: readonly (readonly [first: number, last: number])[] | undefined;

/** Whether Python's `repr` escapes a code point: its `str.isprintable` says no. */
export function isUnprintable(codePoint: number): boolean {
  // Decoded at first need: 60 us that most programs never spend.
  runs ??= decode(UNPRINTABLE);
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.[1] ?? 0) < codePoint) low = middle + 1;
    else high = middle;
  }
  return (runs[low]?.[0] ?? Number.POSITIVE_INFINITY) <= codePoint;
}

function decode(table: string): readonly (readonly [number, number])[] {
  let end = 0;
  return table.split(" ").map((entry) => {
    const [distance = "", length = "0"] = entry.split(":");
    const first = end + Number.parseInt(distance, 36);
    end = first + Number.parseInt(length, 36);
    return [first, end] as const;
  });
}
