import { child, entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import type { Lose } from "./types.ts";

const MARKER = "cache_control";
/** LiteLLM's `DEFAULT_MAX_RECURSE_DEPTH`. */
const DEEPEST = 100;

interface Place {
  readonly at: string;
  readonly lose: Lose;
  readonly depth: number;
}

function member(value: Json, { at, lose, depth }: Place): Json {
  if (isObject(value)) return strip(value, { at, lose, depth: depth + 1 });
  if (!isArray(value)) return value;
  const items = value.map((item, index) =>
    isObject(item) ? strip(item, { at: child(at, index), lose, depth: depth + 1 }) : item,
  );
  return items.some((item, index) => item !== value[index]) ? items : value;
}

function strip(value: JsonObject, { at, lose, depth }: Place): JsonObject {
  if (depth > DEEPEST) return value;
  const before = entries(value);
  const after = before.flatMap(([key, held]): readonly (readonly [string, Json])[] => {
    if (key !== MARKER) return [[key, member(held, { at: child(at, key), lose, depth })]];
    lose({ pointer: child(at, key), action: "dropped", reason: "the vendor's own service takes no cache markers" });
    return [];
  });
  const isSame = after.length === before.length && after.every(([, held], index) => held === before[index]?.[1]);
  return isSame ? value : object(after);
}

/** The value without `cache_control` at any depth: LiteLLM's `filter_value_from_dict`. */
export function withoutCacheMarkers(value: JsonObject, { at, lose }: Omit<Place, "depth">): JsonObject {
  return strip(value, { at, lose, depth: 0 });
}
