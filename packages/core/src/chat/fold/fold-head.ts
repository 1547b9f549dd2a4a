import { isArray, type Json, type JsonObject } from "../../json/index.ts";
import { truthy } from "../../params/truthy.ts";
import { toInt } from "../chunk-int.ts";
import { type FoldNotes, hidden } from "./fold-reading.ts";

/** What an answer takes from the beginnings of its chunks. */
export interface FoldedHead {
  readonly id: Json;
  readonly created: Json;
  readonly model: Json;
  readonly fingerprint: Json;
  /** The provider, where LiteLLM's own members name it. */
  readonly provider: Json;
}

const REQUIRED = ["object", "created", "model"] as const;

function expectText(value: Json, { raise }: FoldNotes): void {
  if (value !== null && typeof value !== "string") raise("Input should be a valid string");
}

/** The id of the first chunk that has one; the model of the first that names another than the first does, for a router's answer. */
export function foldHead(
  { first, chunks }: { readonly first: JsonObject; readonly chunks: readonly JsonObject[] },
  notes: FoldNotes,
): FoldedHead {
  for (const key of REQUIRED) if (first[key] === undefined) notes.raise(`'${key}'`);
  for (const { choices } of chunks)
    if (choices !== undefined && !isArray(choices)) notes.raise("object of this type has no len()");
  const { created = null, model: asked = null, system_fingerprint: fingerprint = null } = first;
  const id = chunks.map((chunk) => chunk.id ?? null).find(truthy) ?? "";
  const model = chunks.map((chunk) => chunk.model ?? null).find((it) => truthy(it) && it !== asked) ?? asked;
  for (const text of [id, model, fingerprint]) expectText(text, notes);
  if (created !== null && toInt(created) === undefined) notes.raise("Input should be a valid integer");
  return { id, created, model, fingerprint, provider: hidden(chunks[0] ?? first).custom_llm_provider ?? null };
}
