import type { LinePlaces } from "./line-places.ts";

/** Lines by the names they begin with, in some eight bytes a name: a map of them takes a hundred. */
export interface NameIndex {
  /** The number of the line that begins with exactly this name. */
  find(name: string): number | undefined;
  /** The number of the last line that begins with this name in upper or lower case. */
  findInAnyCase(name: string): number | undefined;
}

const PRIME = 0x01000193;

// FNV-1a.
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), PRIME);
  return sum >>> 0;
}

/** Indexes lines by their names. */
export function nameIndex(lines: LinePlaces): NameIndex {
  const size = 2 ** Math.ceil(Math.log2(1.5 * lines.count + 1));
  // A number more than the line's: 0 is where nothing is.
  const slots = new Uint32Array(size);

  function* places(lower: string): Generator<number> {
    for (let slot = hash(lower) % size; slots[slot] !== 0; slot = (slot + 1) % size) yield (slots[slot] ?? 0) - 1;
  }

  function add(line: number): void {
    let slot = hash(lines.name(line).toLowerCase()) % size;
    while (slots[slot] !== 0) slot = (slot + 1) % size;
    slots[slot] = line + 1;
  }

  for (let line = 0; line < lines.count; line++) add(line);
  return {
    find(name) {
      for (const line of places(name.toLowerCase())) if (lines.name(line) === name) return line;
      return undefined;
    },
    findInAnyCase(name) {
      const lower = name.toLowerCase();
      let found: number | undefined;
      for (const line of places(lower)) if (lines.name(line).toLowerCase() === lower) found = line;
      return found;
    },
  };
}
