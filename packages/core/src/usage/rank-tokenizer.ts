import { type Attempt, got } from "../client/attempt.ts";
import type { Ranks } from "../need.ts";
import { pieceCounter } from "./piece-counter.ts";
import { rankTable } from "./rank-table.ts";
import { splitPattern } from "./split-pattern.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** Texts in turn: outside of special tokens, inside, outside … */
function apart(text: string, special: RegExp | undefined): readonly string[] {
  return special === undefined ? [text] : text.split(special);
}

function alternatives(texts: readonly string[]): string {
  return texts
    .toSorted((first, second) => second.length - first.length)
    .map((text) => text.replace(/[\\^$*+?.()|[\]{}]/g, "\\$&"))
    .join("|");
}

/** A tokenizer of byte pair ranks. Special tokens are plain text unless the ranks say otherwise. */
export function rankTokenizer(ranks: Ranks): Attempt<Tokenizer> {
  const split = splitPattern(ranks.pat_str);
  if (!split.ok) return split;
  const { value: pattern } = split;
  const countPiece = pieceCounter(rankTable(ranks.bpe_ranks));
  const tokens = ranks.takes_special === true ? Object.keys(ranks.special_tokens) : [];
  const special = tokens.length > 0 ? new RegExp(`(${alternatives(tokens)})`) : undefined;

  function countPlain(text: string): number {
    const normal = ranks.normalization === undefined ? text : text.normalize(ranks.normalization);
    let tokens = 0;
    for (const piece of normal.match(pattern) ?? []) tokens += countPiece(piece);
    return tokens;
  }

  return got({
    isChunked: ranks.takes_special !== true,
    count: (text) => apart(text, special).reduce((sum, part, at) => sum + (at % 2 === 0 ? countPlain(part) : 1), 0),
  });
}
