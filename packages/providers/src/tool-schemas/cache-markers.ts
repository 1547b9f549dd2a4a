import { child, entries, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Lose } from "../wires/translation.ts";
import { rebuilt, withoutKeywords } from "./walk.ts";

const MARKER = "cache_control";
/** LiteLLM's `DEFAULT_MAX_RECURSE_DEPTH`. */
const DEEPEST = 100;
const SCHEMAS: ReadonlySet<string> = new Set(["input_schema", "parameters"]);
/** What a model wrote for a tool: data of the caller's, whatever its members are called. */
const DATA: ReadonlySet<string> = new Set(["arguments", "input"]);

interface Place {
  readonly at: string;
  readonly lose: Lose;
  /** Whether everything of that name goes, the caller's own properties and data too: LiteLLM's `filter_value_from_dict`. */
  readonly isBlind: boolean;
  readonly depth: number;
}

function tell({ lose }: Place, pointer: string): void {
  lose({ pointer, action: "dropped", reason: "the vendor's own service takes no cache markers" });
}

function unmarkedSchema(schema: JsonObject, place: Place): JsonObject {
  return withoutKeywords(schema, {
    at: place.at,
    keyword(key, _held, at) {
      if (key === MARKER) tell(place, at);
      return key !== MARKER;
    },
  });
}

function member(key: string, value: Json, place: Place): Json {
  const { at, depth, isBlind } = place;
  if (!isBlind && DATA.has(key)) return value;
  if (isObject(value))
    return !isBlind && SCHEMAS.has(key) ? unmarkedSchema(value, place) : strip(value, { ...place, depth: depth + 1 });
  if (!isArray(value)) return value;
  const items = value.map((item, index) =>
    isObject(item) ? strip(item, { ...place, at: child(at, index), depth: depth + 1 }) : item,
  );
  return items.some((item, index) => item !== value[index]) ? items : value;
}

function strip(value: JsonObject, place: Place): JsonObject {
  if (place.depth > DEEPEST) return value;
  const after = entries(value).flatMap(([key, held]): readonly (readonly [string, Json])[] => {
    const at = child(place.at, key);
    if (key !== MARKER) return [[key, member(key, held, { ...place, at })]];
    tell(place, at);
    return [];
  });
  return rebuilt(value, after);
}

// Most requests have none: asking first takes a tenth of what looking for each one's place does.
function isMarked(value: Json | undefined): boolean {
  if (isArray(value)) return value.some(isMarked);
  if (!isObject(value)) return false;
  for (const key in value) if (key === MARKER || isMarked(value[key])) return true;
  return false;
}

/** A message or a tool without its cache markers: `cache_control` at any depth, but for properties and data of that name. */
export function withoutCacheMarkers(value: JsonObject, place: Omit<Place, "depth">): JsonObject {
  return isMarked(value) ? strip(value, { ...place, depth: 0 }) : value;
}
