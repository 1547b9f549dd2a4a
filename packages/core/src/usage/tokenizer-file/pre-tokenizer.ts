import { type Attempt, got, raises } from "../../client/attempt.ts";
import { isArray, isObject, type Json } from "../../json/index.ts";
import { splitPattern } from "../split-pattern.ts";
import { toByteAlphabet } from "./byte-alphabet.ts";

/** Cuts pieces of a text into smaller ones, none of them empty. */
export type PreTokenizer = (pieces: readonly string[]) => readonly string[];

type Read = (config: Readonly<Record<string, Json>>) => Attempt<PreTokenizer>;

const GPT2 = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

interface Cutting {
  readonly pattern: RegExp;
  /** Which parts stay. */
  readonly keeps: { readonly matches: boolean; readonly others: boolean };
}

function cut(piece: string, { pattern, keeps }: Cutting): readonly string[] {
  const parts: string[] = [];
  let end = 0;
  for (const match of piece.matchAll(pattern)) {
    if (keeps.others && match.index > end) parts.push(piece.slice(end, match.index));
    if (keeps.matches && match[0] !== "") parts.push(match[0]);
    end = match.index + match[0].length;
  }
  if (keeps.others && end < piece.length) parts.push(piece.slice(end));
  return parts;
}

function cutting(pattern: string, keeps: Cutting["keeps"] = { matches: true, others: true }): Attempt<PreTokenizer> {
  const compiled = splitPattern(pattern);
  if (!compiled.ok) return compiled;
  return got((pieces) => pieces.flatMap((piece) => cut(piece, { pattern: compiled.value, keeps })));
}

function escaped(text: string): string {
  return text.replace(/[\\^$*+?.()|[\]{}]/g, "\\$&");
}

function then(first: Attempt<PreTokenizer>, second: PreTokenizer): Attempt<PreTokenizer> {
  return first.ok ? got((pieces) => second(first.value(pieces))) : first;
}

const READERS: Readonly<Record<string, Read>> = {
  ByteLevel({ add_prefix_space, use_regex }) {
    const isSpaced = add_prefix_space === true;
    const spaced: PreTokenizer = (pieces) =>
      isSpaced ? pieces.map((piece) => (piece.startsWith(" ") ? piece : ` ${piece}`)) : pieces;
    const words = use_regex === false ? got<PreTokenizer>((pieces) => pieces) : cutting(GPT2);
    const all = words.ok ? got<PreTokenizer>((pieces) => words.value(spaced(pieces))) : words;
    return then(all, (pieces) => pieces.map(toByteAlphabet));
  },
  Digits({ individual_digits }) {
    return cutting(individual_digits === true ? "\\p{N}" : "\\p{N}+");
  },
  Split({ pattern, behavior, invert }) {
    const { Regex, String: text } = isObject(pattern) ? pattern : {};
    const source = typeof Regex === "string" ? Regex : typeof text === "string" ? escaped(text) : undefined;
    if (source === undefined) return raises("a Split pre-tokenizer needs a pattern");
    if (behavior === "Isolated") return cutting(source);
    if (behavior !== "Removed") return raises(`the split behavior ${String(behavior)} is not understood`);
    return cutting(source, { matches: invert === true, others: invert !== true });
  },
  Sequence({ pretokenizers }) {
    const steps: PreTokenizer[] = [];
    for (const config of isArray(pretokenizers) ? pretokenizers : []) {
      const step = readPreTokenizer(config);
      if (!step.ok) return step;
      steps.push(step.value);
    }
    return got((pieces) => steps.reduce((made, step) => step(made), pieces));
  },
};

/** Reads the `pre_tokenizer` of a tokenizer file. */
export function readPreTokenizer(config: Json | undefined): Attempt<PreTokenizer> {
  if (config === undefined || config === null) return got((pieces) => pieces);
  const type = isObject(config) && typeof config.type === "string" ? config.type : "?";
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return read === undefined || !isObject(config) ? raises(`the pre-tokenizer ${type} is not understood`) : read(config);
}
