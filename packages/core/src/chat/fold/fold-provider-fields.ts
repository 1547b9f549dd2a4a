import { entries, isArray, isObject, type Json, type JsonObject, object } from "../../json/index.ts";
import { held, type Piece, saying } from "./fold-reading.ts";

/** Fields of providers, the last of each name; what came as single citations stands in a list, first. */
export function foldProviderFields(pieces: readonly Piece[]): JsonObject | undefined {
  const told = saying(pieces, "provider_specific_fields")
    .map(({ first }) => first.provider_specific_fields ?? null)
    .filter(isObject);
  const citations = told.flatMap((fields): readonly Json[] => {
    const citation = held(fields, "citation");
    return citation === undefined ? [] : [citation];
  });
  const listed: Json = citations.every(isArray) ? citations : [citations];
  const first = citations.length === 0 ? [] : [["citations", listed] as const];
  const members = new Map([...first, ...told.flatMap(entries)]);
  members.delete("citation");
  return members.size === 0 ? undefined : object([...members]);
}
