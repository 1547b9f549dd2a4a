import type { Attempt } from "../client/attempt.ts";
import type { Ranks, TokenizerFile } from "../need.ts";
import { rankTokenizer } from "./rank-tokenizer.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { readTokenizerFile } from "./tokenizer-file/read-tokenizer-file.ts";

/** Tokenizers that were made, for as long as the host keeps what they were made of: making one takes up to a second. */
const made = new WeakMap<Ranks | TokenizerFile, Attempt<Tokenizer>>();

function make(from: Ranks | TokenizerFile): Attempt<Tokenizer> {
  return "tokenizer_json" in from ? readTokenizerFile(from.tokenizer_json) : rankTokenizer(from);
}

/** The tokenizer of what a host supplied, made once. */
export function openTokenizer(from: Ranks | TokenizerFile): Attempt<Tokenizer> {
  const tokenizer = made.get(from) ?? make(from);
  made.set(from, tokenizer);
  return tokenizer;
}
