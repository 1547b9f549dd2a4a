import { type Attempt, got, raises } from "../../client/attempt.ts";
import { isArray, isObject, type Json, type JsonObject } from "../../json/index.ts";
import type { Normalizer } from "./normalizer.ts";

/** Cuts a text at tokens that are never merged: outside, token, outside … */
export type CutTokens = (text: string) => readonly string[];

export interface AddedTokens {
  /** Those looked for in the text as it is, and those in the normalized one. */
  readonly raw: CutTokens;
  readonly normalized: CutTokens;
}

function sourceOf(token: JsonObject, content: string): string {
  const written = content.replace(/[\\^$*+?.()|[\]{}]/g, "\\$&");
  return `${token.lstrip === true ? "\\p{White_Space}*" : ""}${written}${token.rstrip === true ? "\\p{White_Space}*" : ""}`;
}

function cutter(sources: readonly { readonly content: string; readonly source: string }[]): CutTokens {
  if (sources.length === 0) return (text) => [text];
  const longestFirst = sources.toSorted((first, second) => second.content.length - first.content.length);
  const pattern = new RegExp(`(${longestFirst.map(({ source }) => source).join("|")})`, "u");
  return (text) => text.split(pattern);
}

/** Reads the `added_tokens` of a tokenizer file. */
export function readAddedTokens(list: Json | undefined, normalize: Normalizer): Attempt<AddedTokens> {
  const tokens = (isArray(list) ? list : []).filter(isObject);
  if (tokens.some((token) => token.single_word === true))
    return raises("added tokens of single words are not understood");
  const cutting = (isNormalized: boolean): CutTokens =>
    cutter(
      tokens.flatMap((token) => {
        if ((token.normalized === true) !== isNormalized || typeof token.content !== "string") return [];
        const content = isNormalized ? normalize(token.content) : token.content;
        return content === "" ? [] : [{ content, source: sourceOf(token, content) }];
      }),
    );
  return got({ raw: cutting(false), normalized: cutting(true) });
}
