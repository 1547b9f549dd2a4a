/** Notices a model that says the same over and over. */
export interface Repeats {
  /** Keeps a chunk's content; undefined for a chunk without choices. */
  keep(content: string | null | undefined): void;
  /** What is repeated, once the last chunks were the same too often; to be asked before each chunk that says something. */
  looping(): string | undefined;
}

function isShort(text: string): boolean {
  return text.length <= 2 || (text.length <= 4 && [...text].length <= 2);
}

/** LiteLLM's `raise_on_model_repetition`: `limit` chunks of the same content, longer than two characters. */
export function repeats(limit: number): Repeats {
  let last: string | null | undefined;
  let secondLast: string | null | undefined;
  let kept = 0;
  let count = 1;
  return {
    keep(content) {
      secondLast = last;
      last = content;
      kept++;
    },
    looping() {
      if (kept < 2 || last === undefined || secondLast === undefined) return undefined;
      count = last === null || isShort(last) || last !== secondLast ? 1 : count + 1;
      return count >= limit ? (last ?? undefined) : undefined;
    },
  };
}
