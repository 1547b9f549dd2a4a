import type { Member } from "./chat/chunk-members.ts";
import { isArray, isObject, type Json, type JsonObject, withMembers } from "./json/index.ts";

/** Where something stands in a chunk, by names and indices. */
export type Place = readonly (string | number)[];

/** How chunks are like one before them: the same but for a text in each, and perhaps for a member that the other has, too. */
export interface Likeness {
  /** Where the text stands. */
  readonly at: Place;
  /** The member's name, and what it tells in each. */
  readonly member?: readonly [name: string, told: readonly Json[]];
}

/** Where a chunk is changed besides its text. */
interface Changed {
  readonly at: Place;
  readonly member?: Member | undefined;
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
export function alikeChunk(chunk: JsonObject, text: string, { at, member }: Changed): JsonObject {
  const alike = replaced(chunk, text, { at, depth: 0 });
  const made = isObject(alike) ? alike : chunk;
  return member === undefined ? made : withMembers(made, { [member[0]]: member[1] });
}

/** What the other member of one of the chunks is. */
export function memberAt({ member }: Likeness, index: number): Member | undefined {
  return member && [member[0], member[1][index] ?? null];
}

/** A chunk several times more, with other texts. */
export function alikeChunks(chunk: JsonObject, texts: readonly string[], likeness: Likeness): readonly JsonObject[] {
  return texts.map((text, index) => alikeChunk(chunk, text, { at: likeness.at, member: memberAt(likeness, index) }));
}
