/** Where a table puts each of its names. */
export function placesOf(table: readonly string[]): ReadonlyMap<string, number> {
  return new Map(table.map((name, place) => [name, place]));
}

/** The names that a table knows, in its order. For a handful: sorting those takes a third of looking up each name of the table. */
export function inOrder(names: readonly string[], places: ReadonlyMap<string, number>): readonly string[] {
  const ordered: string[] = [];
  const at: number[] = [];
  for (const name of names) {
    const place = places.get(name);
    if (place === undefined) continue;
    let before = ordered.length;
    for (; before > 0 && (at[before - 1] ?? 0) > place; before--) {
      ordered[before] = ordered[before - 1] ?? "";
      at[before] = at[before - 1] ?? 0;
    }
    ordered[before] = name;
    at[before] = place;
  }
  return ordered;
}
