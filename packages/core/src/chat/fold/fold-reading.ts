import { isArray, isObject, type Json, type JsonObject } from "../../json/index.ts";
import type { Loss } from "../../loss.ts";
import { pythonType } from "../../params/python-type.ts";
import { truthy } from "../../params/truthy.ts";

/** What a folding meets on its way: what LiteLLM would stumble over, and what an answer has no place for. */
export interface FoldNotes {
  raise(text: string): void;
  loss(loss: Loss): void;
}

/** A chunk's deltas: that of its first choice decides what the chunk is taken for. */
export interface Piece {
  readonly first: JsonObject;
  readonly all: readonly JsonObject[];
}

/** What Python says of a value that lacks an attribute: LiteLLM's gateway makes status 400 of it. */
export function attributeless(value: Json, attribute: string): string {
  return `'${pythonType(value)}' object has no attribute '${attribute}'`;
}

/** The choices of a chunk, none where it has none. */
export function choicesOf({ choices = null }: JsonObject): readonly Json[] {
  return isArray(choices) ? choices : [];
}

/** The first choice, where there is one. */
export function firstChoice(chunk: JsonObject): JsonObject | undefined {
  const [first] = choicesOf(chunk);
  return isObject(first) ? first : undefined;
}

/** A member that is not null. */
export function held(value: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? (value[key] ?? undefined) : undefined;
}

/** Members of LiteLLM's own beside a chunk's. */
export function hidden({ _hidden_params: given = null }: JsonObject): JsonObject {
  return isObject(given) ? given : {};
}

/** The chunks whose first delta says something under a name. */
export function saying(pieces: readonly Piece[], key: string): readonly Piece[] {
  return pieces.filter(({ first }) => held(first, key) !== undefined);
}

/** What all deltas say under a name, in order. */
export function saidUnder(pieces: readonly Piece[], key: string): readonly Json[] {
  const said = saying(pieces, key).flatMap(({ all }) => all.map((delta) => held(delta, key)));
  return said.filter((it) => it !== undefined);
}

/** The deltas of chunks that have choices. */
export function piecesOf(chunks: readonly JsonObject[], { raise }: FoldNotes): readonly Piece[] {
  return chunks.flatMap((chunk) => {
    const deltas = choicesOf(chunk).map((choice) => (isObject(choice) ? choice.delta : undefined));
    const [first] = deltas;
    if (deltas.length === 0) return [];
    if (!isObject(first)) raise("'delta'");
    return isObject(first) ? [{ first, all: deltas.filter(isObject) }] : [];
  });
}

/** The texts joined, null where nothing is said. */
export function joinedText(said: readonly Json[], { raise }: FoldNotes): string | null {
  const texts = said.filter((it) => typeof it === "string");
  if (texts.length < said.length) raise("sequence item: expected str instance");
  return said.length === 0 ? null : texts.join("");
}

/** Lists one after the other, null where there is none. */
export function joinedLists(said: readonly Json[], { raise }: FoldNotes): Json {
  if (!said.every((it) => isArray(it) || !truthy(it))) raise("a list was expected");
  return said.length === 0 ? null : said.flatMap((it) => (isArray(it) ? it : []));
}
