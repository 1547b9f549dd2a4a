import { codePoints } from "./code-points.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** How long texts are counted, in code points. */
export interface TextLimits {
  /** LiteLLM's TIKTOKEN_ENCODE_CHUNK_SIZE_CHARS: a longer text is counted in pieces of this length. */
  readonly chunk: number;
  /** Its TOKEN_COUNTER_MAX_EXACT_CHARS: a longer text is estimated from samples of this length together. */
  readonly exact: number;
}

export interface Counting {
  readonly tokenizer: Tokenizer;
  readonly limits: TextLimits;
}

const SAMPLES = 16;

function countExactly(text: string, { tokenizer, limits: { chunk } }: Counting): number {
  if (!tokenizer.isChunked || text.length <= chunk) return tokenizer.count(text);
  const points = codePoints(text);
  const places = Array.from({ length: Math.ceil(points.length / chunk) + 1 }, (_, at) =>
    Math.min(at * chunk, points.length),
  );
  return points.cut(places).reduce((sum, piece) => sum + tokenizer.count(piece), 0);
}

/** Python's `round`: of two equally near, the even one. */
function round(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

/** Whether a text is too long to be counted whole. */
export function isEstimated(text: string, { exact }: TextLimits): boolean {
  return text.length > exact && codePoints(text).length > exact;
}

/** A text's tokens as LiteLLM counts them: in pieces, and beyond its limit from 16 evenly spaced samples. */
export function countText(text: string, counting: Counting): number {
  const { exact } = counting.limits;
  if (!isEstimated(text, counting.limits)) return countExactly(text, counting);
  const points = codePoints(text);
  const count = Math.min(SAMPLES, exact);
  const size = Math.floor(exact / count);
  const last = points.length - size;
  const starts = Array.from({ length: count }, (_, at) => Math.floor((last * at) / Math.max(count - 1, 1)));
  const counted = points.windows(starts, size).reduce((sum, it) => sum + countExactly(it, counting), 0);
  return round((counted * points.length) / (size * count));
}
