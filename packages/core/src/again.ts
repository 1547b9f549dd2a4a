import type { Member } from "./chat/chunk-members.ts";
import { isArray, isObject, type Json, type JsonObject, withMembers } from "./json/index.ts";

/** Where something stands in a chunk, by names and indices. */
export type Place = readonly (string | number)[];

/** How a chunk is like one before it: the same but for one text, and perhaps for a member that the other has, too. */
export interface Likeness {
  /** Where the text stands. */
  readonly at: Place;
  readonly member?: Member;
}

function replaced(value: Json | undefined, text: string, { at, depth }: { at: Place; depth: number }): Json {
  const step = at[depth];
  if (step === undefined) return text;
  const inner = { at, depth: depth + 1 };
  if (isArray(value)) return value.map((item, index) => (index === step ? replaced(item, text, inner) : item));
  const held = isObject(value) ? value : {};
  return withMembers(held, { [step]: replaced(held[step], text, inner) });
}

/** A chunk once more, with another text. */
export function alikeChunk(chunk: JsonObject, text: string, { at, member }: Likeness): JsonObject {
  const alike = replaced(chunk, text, { at, depth: 0 });
  const made = isObject(alike) ? alike : chunk;
  return member === undefined ? made : withMembers(made, { [member[0]]: member[1] });
}
