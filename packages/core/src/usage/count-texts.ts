import type { CountRequest, Unsupplied } from "../host.ts";
import type { Ranks, TokenizerFile } from "../need.ts";
import { countText } from "./count-text.ts";
import { openTokenizer } from "./open-tokenizer.ts";

/** A number of tokens, or why there is none. */
export type Counted = { readonly supplied: true; readonly value: number } | Unsupplied;

/** Counts what a host is asked to count, with what it would supply as `ranks`; of a tokenizer that cannot be used, why. */
export function countTexts({ tokenizer: name, texts, limits }: CountRequest, from: Ranks | TokenizerFile): Counted {
  const opened = openTokenizer(from);
  // Something is there: that nothing stands in for it tells the caller what to mend.
  if (!opened.ok) return { supplied: false, kind: "BadRequestError", message: `the tokenizer ${name}: ${opened.text}` };
  const { value: tokenizer } = opened;
  return { supplied: true, value: texts.reduce((sum, text) => sum + countText(text, { tokenizer, limits }), 0) };
}
