/** How many parts a piece can have. Ranks stand above a part's place in the heap's keys, and both stay exact in a double. */
const PLACES = 2 ** 26;

/** Which neighbours join, told by where parts begin: `next[at]` is where the part after the one at `at` begins. */
export interface Joining {
  /** The rank of the part at a place with the one after it, or -1 if they do not join. */
  rank(at: number, next: Int32Array): number;
  /** Takes note that the part at a place was joined with the one after it. */
  join?(at: number, rank: number): void;
}

/** Counts what so many smallest parts join to. */
export type CountJoined = (size: number) => number;

/** A heap of keys, the least on top. */
interface Heap {
  readonly keys: Float64Array;
  size: number;
}

function put(heap: Heap, key: number): void {
  const { keys } = heap;
  let at = heap.size++;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = keys[above] ?? 0;
    if (parent <= key) break;
    keys[at] = parent;
    at = above;
  }
  keys[at] = key;
}

function take(heap: Heap): number {
  const { keys } = heap;
  const top = keys[0] ?? 0;
  const size = --heap.size;
  const key = keys[size] ?? 0;
  let at = 0;
  for (let child = 1; child < size; child = 2 * at + 1) {
    if (child + 1 < size && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child += 1;
    const least = keys[child] ?? 0;
    if (key <= least) break;
    keys[at] = least;
    at = child;
  }
  keys[at] = key;
  return top;
}

/**
 * Byte pair merging of up to `capacity` parts: the pair of lowest rank first, of equals the leftmost. A heap makes n parts cost
 * n log n: a megabyte of one letter takes 0.4 s, and hours where all pairs are looked through for each merge.
 */
export function joinedCounter(joining: Joining, capacity: number): CountJoined {
  const next = new Int32Array(capacity + 1);
  const before = new Int32Array(capacity + 1);
  const rankAt = new Int32Array(capacity + 1);
  const heap: Heap = { keys: new Float64Array(2 * capacity + 1), size: 0 };

  function note(at: number, size: number): void {
    const rank = (next[at] ?? size) < size ? joining.rank(at, next) : -1;
    rankAt[at] = rank;
    if (rank !== -1) put(heap, rank * PLACES + at);
  }

  return (size) => {
    heap.size = 0;
    for (let at = 0; at <= size; at++) {
      next[at] = at + 1;
      before[at] = at - 1;
    }
    for (let at = 0; at < size; at++) note(at, size);
    let count = size;
    while (heap.size > 0) {
      const key = take(heap);
      const at = key % PLACES;
      const rank = (key - at) / PLACES;
      // A pair that has changed since it was put here.
      if (rankAt[at] !== rank) continue;
      const gone = next[at] ?? size;
      const after = next[gone] ?? size;
      joining.join?.(at, rank);
      next[at] = after;
      before[after] = at;
      rankAt[gone] = -1;
      count -= 1;
      note(at, size);
      const left = before[at] ?? -1;
      if (left >= 0) note(left, size);
    }
    return count;
  };
}
