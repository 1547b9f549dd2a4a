/** Items up to which such a list is told whole with each of them. */
export const FEW = 64;

/**
 * A list that grows while it is streamed, and is told whole each time, since who puts chunks together takes the last one: with each
 * item while they are few, then whenever it has doubled, and at the end. Told with each of thousands it would be longer by their square.
 */
export interface GrowingList<T> {
  readonly items: readonly T[];
  /** All so far, where they are to be told. */
  add(item: T): readonly T[] | undefined;
  /** All, where some were not told yet. */
  rest(): readonly T[] | undefined;
}

/** Nothing has come. */
export function growingList<T>(): GrowingList<T> {
  const items: T[] = [];
  let told = 0;

  function all(): readonly T[] {
    told = items.length;
    return [...items];
  }

  return {
    items,
    add(item) {
      items.push(item);
      return items.length <= FEW || items.length >= 2 * told ? all() : undefined;
    },
    rest: () => (told < items.length ? all() : undefined),
  };
}
