/** The rank of the bytes from start to end, or -1 if they are no token. */
export type RankOf = (start: number, end: number) => number;

/** The byte sequences a tokenizer knows, each with its rank: lower ones are merged first. */
export interface RankTable {
  /** Looks ranks up in these bytes. */
  over(bytes: Uint8Array): RankOf;
}

interface Stored {
  /** All tokens, end to end. */
  readonly bytes: Uint8Array;
  /** Where each begins, and after the last where it ends. */
  readonly offsets: Uint32Array;
  readonly ranks: Int32Array;
  readonly longest: number;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD = 61;
const VALUES = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, LETTERS.indexOf(String.fromCharCode(code))));

/** FNV-1a. */
function mix(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

const SEED = 0x811c9dc5;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Writes the bytes of the base64 between two places of a text from a place on, and tells where they end. */
function write(text: string, { from, to }: Span, { bytes, start }: { bytes: Uint8Array; start: number }): number {
  let held = 0;
  let bits = 0;
  let at = start;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code === PAD) break;
    held = ((held << 6) | (VALUES[code] ?? 0)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >>> bits) & 0xff;
  }
  return at;
}

/** The places between which texts stand that a character divides. */
function* spans(text: string, { from, to }: Span, divider: string): Generator<Span> {
  for (let at = from; at <= to; ) {
    const found = text.indexOf(divider, at);
    const end = found === -1 ? to : Math.min(found, to);
    yield { from: at, to: end };
    at = end + 1;
  }
}

function countOf(text: string, divider: string): number {
  let count = 0;
  for (let at = text.indexOf(divider); at !== -1; at = text.indexOf(divider, at + 1)) count += 1;
  return count;
}

// Token by token: cut into an array, the 200,000 of an encoding would take 16 MB beside the table.
/** Reads js-tiktoken's lines: `! first token token …`, the tokens in base64, their ranks counted up from the first. */
function stored(text: string): Stored {
  const most = countOf(text, " ");
  const bytes = new Uint8Array(Math.ceil(text.length * 0.75));
  const offsets = new Uint32Array(most + 1);
  const ranks = new Int32Array(most);
  let longest = 0;
  let index = 0;
  for (const line of spans(text, { from: 0, to: text.length }, "\n")) {
    let rank = 0;
    let place = 0;
    for (const word of spans(text, line, " ")) {
      place += 1;
      if (place === 2) rank = Number(text.slice(word.from, word.to));
      if (place <= 2) continue;
      const start = offsets[index] ?? 0;
      const end = write(text, word, { bytes, start });
      ranks[index] = rank++;
      longest = Math.max(longest, end - start);
      index += 1;
      offsets[index] = end;
    }
  }
  return {
    bytes: bytes.slice(0, offsets[index]),
    offsets: offsets.subarray(0, index + 1),
    ranks: ranks.subarray(0, index),
    longest,
  };
}

/** An open-addressed table of places in the store: half empty, -1 where nothing is. */
function slotsOf({ bytes, offsets, ranks }: Stored): Int32Array {
  const mask = 2 ** Math.ceil(Math.log2(ranks.length * 2 + 2)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  for (let index = 0; index < ranks.length; index++) {
    let hash = SEED;
    for (let at = offsets[index] ?? 0; at < (offsets[index + 1] ?? 0); at++) hash = mix(hash, bytes[at] ?? 0);
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = index;
  }
  return slots;
}

/** A tokenizer's ranks as js-tiktoken writes them. 200,000 tokens take 6 MB, where a Map of texts takes three times as much. */
export function rankTable(text: string): RankTable {
  const store = stored(text);
  const { bytes: own, offsets, ranks, longest } = store;
  const slots = slotsOf(store);
  const mask = slots.length - 1;
  return {
    over(bytes) {
      return (start, end) => {
        const size = end - start;
        if (size > longest) return -1;
        let hash = SEED;
        for (let at = start; at < end; at++) hash = mix(hash, bytes[at] ?? 0);
        for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
          const index = slots[slot] ?? -1;
          if (index === -1) return -1;
          const from = offsets[index] ?? 0;
          if ((offsets[index + 1] ?? 0) - from !== size) continue;
          let at = 0;
          while (at < size && own[from + at] === bytes[start + at]) at += 1;
          if (at === size) return ranks[index] ?? -1;
        }
      };
    },
  };
}
