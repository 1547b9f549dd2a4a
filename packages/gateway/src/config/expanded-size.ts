import type { Placed } from "./placed.ts";

/** How many values a document holds once every alias stands for what it names; counted no further than a bound. */
export function expandedSize(root: Placed, bound: number): number {
  const known = new Map<Placed, number>();

  function sizeOf(placed: Placed): number {
    const counted = known.get(placed);
    if (counted !== undefined) return counted;
    let size = 1;
    for (const part of placed.members?.values() ?? placed.items ?? []) size = Math.min(bound, size + sizeOf(part));
    known.set(placed, size);
    return size;
  }

  return sizeOf(root);
}
