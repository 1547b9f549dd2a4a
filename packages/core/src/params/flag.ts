import { type Json, numeric } from "../json/index.ts";

const WORDS: Readonly<Record<string, boolean>> = {
  "0": false,
  "1": true,
  f: false,
  false: false,
  n: false,
  no: false,
  off: false,
  on: true,
  t: true,
  true: true,
  y: true,
  yes: true,
};

/** What a word says that pydantic takes for a boolean; undefined for any other. */
export function wordFlag(word: string): boolean | undefined {
  return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
}

/** A flag as pydantic reads one: a boolean, 0 or 1, or one of the usual words in any case; undefined for anything else. */
export function flag(value: Json | undefined): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.trim().toLowerCase() : numeric(value)?.toString();
  return word === undefined ? undefined : wordFlag(word);
}
