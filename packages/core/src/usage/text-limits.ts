import { envText } from "../client/directory.ts";
import type { World } from "../client/front.ts";
import type { TextLimits } from "./count-text.ts";

interface Range {
  readonly fallback: number;
  readonly most: number;
}

const CHUNK = { fallback: 1024, most: 4096 } as const satisfies Range;
const EXACT = { fallback: 4_000_000, most: 1_000_000_000 } as const satisfies Range;

function inRange(text: string | undefined, { fallback, most }: Range): number {
  const value = text !== undefined && /^\s*[-+]?\d+\s*$/.test(text) ? Number(text) : fallback;
  return value >= 1 && value <= most ? value : fallback;
}

/** How long texts are counted, by the environment's TIKTOKEN_ENCODE_CHUNK_SIZE_CHARS and TOKEN_COUNTER_MAX_EXACT_CHARS. */
export function textLimits(env: World["env"]): TextLimits {
  return {
    chunk: inRange(envText(env, "TIKTOKEN_ENCODE_CHUNK_SIZE_CHARS"), CHUNK),
    exact: inRange(envText(env, "TOKEN_COUNTER_MAX_EXACT_CHARS"), EXACT),
  };
}
