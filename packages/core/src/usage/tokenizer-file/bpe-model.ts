import { type Attempt, got, raises } from "../../client/attempt.ts";
import { entries, isArray, isObject, type Json, type JsonObject, numeric } from "../../json/index.ts";
import { type CountJoined, joinedCounter } from "../merge-pairs.ts";

/** Counts the tokens of a word. */
export type CountWord = (word: string) => number;

interface Merges {
  /** Rank by the ids of a pair. */
  readonly ranks: ReadonlyMap<number, number>;
  /** The id a merge makes, by rank. */
  readonly made: Int32Array;
}

const IDS = 2 ** 24;

function pairOf(merge: Json): readonly [string, string] | undefined {
  const [first, second] = typeof merge === "string" ? merge.split(" ") : isArray(merge) ? merge : [];
  return typeof first === "string" && typeof second === "string" ? [first, second] : undefined;
}

function readMerges(list: readonly Json[], vocabulary: ReadonlyMap<string, number>): Attempt<Merges> {
  const ranks = new Map<number, number>();
  const made = new Int32Array(list.length);
  for (const [rank, merge] of list.entries()) {
    const [first = "", second = ""] = pairOf(merge) ?? [];
    const ids = [vocabulary.get(first), vocabulary.get(second), vocabulary.get(first + second)] as const;
    if (ids[0] === undefined || ids[1] === undefined || ids[2] === undefined)
      return raises(`the merge at ${rank} is not in the vocabulary`);
    ranks.set(ids[0] * IDS + ids[1], rank);
    made[rank] = ids[2];
  }
  return got({ ranks, made });
}

/** Options that change how words are merged and that no tokenizer of a chat model sets. */
const UNUSED = ["dropout", "continuing_subword_prefix", "end_of_word_suffix"] as const;

function hexByte(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}

/** Whether the letters unknown to a vocabulary are spelt in bytes, and what stands for those that cannot be. */
interface Unknown {
  readonly inBytes: boolean;
  readonly token: number | undefined;
  readonly isFused: boolean;
}

/** Ids of a word's letters, where merging begins. */
function lettersOf(word: string, vocabulary: ReadonlyMap<string, number>, unknown: Unknown): readonly number[] {
  const ids: number[] = [];
  let isUnknown = false;
  for (const letter of word) {
    const id = vocabulary.get(letter);
    const bytes =
      id === undefined && unknown.inBytes
        ? Array.from(new TextEncoder().encode(letter), (byte) => vocabulary.get(hexByte(byte)))
        : [id];
    const known = bytes.filter((it) => it !== undefined);
    if (known.length === bytes.length) ids.push(...known);
    else if (unknown.token !== undefined && !(isUnknown && unknown.isFused)) ids.push(unknown.token);
    isUnknown = known.length !== bytes.length;
  }
  return ids;
}

interface Scratch {
  readonly ids: Int32Array;
  readonly count: CountJoined;
}

function scratch({ ranks, made }: Merges, capacity: number): Scratch {
  const ids = new Int32Array(capacity);
  const count = joinedCounter(
    {
      rank: (at, next) => ranks.get((ids[at] ?? 0) * IDS + (ids[next[at] ?? 0] ?? 0)) ?? -1,
      join(at, rank) {
        ids[at] = made[rank] ?? 0;
      },
    },
    capacity,
  );
  return { ids, count };
}

/** Reads the `model` of a tokenizer file: byte pair encoding with listed merges. */
export function readBpeModel(model: JsonObject): Attempt<CountWord> {
  const { type, vocab, merges, byte_fallback, unk_token, fuse_unk, ignore_merges } = model;
  if ((type ?? "BPE") !== "BPE" || !isObject(vocab) || !isArray(merges))
    return raises(`the model ${String(type)} is not understood: only BPE is`);
  const used = UNUSED.find((name) => (model[name] ?? null) !== null && model[name] !== "");
  if (used !== undefined) return raises(`the model's ${used} is not understood`);
  const vocabulary = new Map(entries(vocab).map(([token, id]) => [token, numeric(id) ?? 0]));
  const read = readMerges(merges, vocabulary);
  if (!read.ok) return read;
  const unknown = {
    inBytes: byte_fallback === true,
    token: typeof unk_token === "string" ? vocabulary.get(unk_token) : undefined,
    isFused: fuse_unk === true,
  };
  let held = scratch(read.value, 256);
  return got((word) => {
    if (ignore_merges === true && vocabulary.has(word)) return 1;
    const letters = lettersOf(word, vocabulary, unknown);
    if (letters.length > held.ids.length) held = scratch(read.value, letters.length * 2);
    held.ids.set(letters);
    return held.count(letters.length);
  });
}
