import { toBase64 } from "../../bytes/base64.ts";
import { joinedBytes } from "../../bytes/joined-bytes.ts";
import { entries, isInt, isObject, type Json, type JsonObject } from "../../json/index.ts";
import { truthy } from "../../params/truthy.ts";
import { lenientBase64 } from "../../usage/lenient-base64.ts";
import { type FoldNotes, type Piece, saidUnder, saying } from "./fold-reading.ts";

/** What an answer takes from its maker where the chunks do not tell it. */
export interface FoldClock {
  /** Unix time in seconds. */
  readonly now: number;
  /** The n-th id. */
  uuid(n: number): string;
}

/** Seconds that audio is kept where nobody tells. */
const KEPT = 3600;

function bytesOf(texts: readonly string[], { raise }: FoldNotes): Uint8Array {
  const decoded = texts.flatMap((text) => {
    const read = lenientBase64(text);
    if (!read.ok) raise(read.text);
    return read.ok ? [read.value] : [];
  });
  return joinedBytes(decoded);
}

/** Audio put together: its data decoded and joined, the last id and the last time it ends; undefined where there is none. */
export function foldAudio(
  pieces: readonly Piece[],
  { notes, clock }: { readonly notes: FoldNotes; readonly clock: FoldClock },
): JsonObject | undefined {
  if (saying(pieces, "audio").length === 0) return undefined;
  const said = saidUnder(pieces, "audio").flatMap((audio) => (isObject(audio) ? entries(audio) : []));
  const under = (key: string): readonly Json[] => said.flatMap(([name, value]) => (name === key ? [value] : []));
  const texts = (key: string): readonly string[] => under(key).filter((it) => typeof it === "string");
  const ends = under("expires_at").findLast((it) => isInt(it) || typeof it === "boolean");
  return {
    id: texts("id").at(-1) ?? clock.uuid(0),
    data: toBase64(bytesOf(texts("data"), notes)),
    expires_at: ends !== undefined && truthy(ends) ? ends : clock.now + KEPT,
    transcript: texts("transcript").join(""),
  };
}
