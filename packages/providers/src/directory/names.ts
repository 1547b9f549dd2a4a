/** The words of a table of names. */
export function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** A set of names that is made when it is first asked: importing the tables costs nothing. */
export function lazySet(text: string): { has(name: string): boolean } {
  let names: ReadonlySet<string> | undefined;
  return {
    has(name) {
      names ??= new Set(words(text));
      return names.has(name);
    },
  };
}

/** The group each name belongs to, likewise made when first asked. */
export function lazyIndex(groups: Readonly<Record<string, string>>): { get(name: string): string | undefined } {
  let index: ReadonlyMap<string, string> | undefined;
  return {
    get(name) {
      index ??= new Map(
        Object.entries(groups).flatMap(([group, text]) => words(text).map((word) => [word, group] as const)),
      );
      return index.get(name);
    },
  };
}
