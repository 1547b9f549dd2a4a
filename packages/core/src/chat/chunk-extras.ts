import { isObject, type Json, type JsonObject } from "../json/index.ts";
import { type Member, others } from "./chunk-members.ts";

const NAMED: ReadonlySet<string> = new Set([
  "id",
  "created",
  "model",
  "object",
  "system_fingerprint",
  "choices",
  "provider_specific_fields",
  "usage",
]);
const NONE: readonly Member[] = [];

/** The members of `provider_specific_fields`, which LiteLLM also puts beside them. */
export function fieldExtras(fields: Json): readonly Member[] {
  return isObject(fields) ? others(fields, NAMED) : NONE;
}

interface Order {
  readonly fields: readonly Member[];
  /** Members the provider's SDK knows and therefore lists before the others. */
  readonly leading: readonly string[];
  /** LiteLLM sets `citations` before it copies the rest, but not on the chunk that ends a choice. */
  readonly citationsFirst: boolean;
}

/** A chunk's members that no model names, nulls left out, in the order LiteLLM prints them. */
export function chunkExtras(chunk: JsonObject, { fields, leading, citationsFirst }: Order): readonly Member[] {
  const own = others(chunk, NAMED);
  const isMixed = fields.length > 0 || chunk.citations !== undefined;
  if (!isMixed && (own.length < 2 || leading.length === 0)) return own;
  const rank = (key: string): number => (leading.includes(key) ? leading.indexOf(key) - leading.length : 0);
  const first: readonly Member[] = citationsFirst ? [["citations", chunk.citations ?? null]] : NONE;
  const inOrder = [...first, ...own.toSorted(([one], [two]) => rank(one) - rank(two))];
  if (!isMixed) return inOrder.filter(isThere);
  return [...new Map([...fields, ...inOrder])].filter(isThere);
}

function isThere([, value]: Member): boolean {
  return value !== null;
}
