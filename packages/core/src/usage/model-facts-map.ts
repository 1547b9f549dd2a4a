import { isArray, isObject, type Json, type JsonObject, parse } from "../json/index.ts";
import { type FactsSource, factsFrom, type ModelFacts } from "./model-facts.ts";
import { familyRules } from "./model-families.ts";

const FAMILIES = "fallback_generalizations";

/** A price map's rows, its aliases expanded. */
function rowsOf(map: JsonObject): ReadonlyMap<string, JsonObject> {
  const rows = new Map<string, JsonObject>();
  const aliases: (readonly [string, JsonObject])[] = [];
  for (const [name, value] of Object.entries(map)) {
    if (name === FAMILIES || !isObject(value)) continue;
    const { aliases: others, ...row } = value;
    rows.set(name, others === undefined ? value : row);
    if (isArray(others)) for (const alias of others) aliases.push([String(alias), row]);
  }
  for (const [alias, row] of aliases) if (!rows.has(alias)) rows.set(alias, row);
  return rows;
}

/** Facts from a price map in LiteLLM's format. */
export function factsFromMap(map: JsonObject, source: FactsSource): ModelFacts {
  const rows = rowsOf(map);
  const names = [...rows.keys()];
  return factsFrom({
    source,
    names: () => names,
    row: (name) => rows.get(name),
    families: () => familyRules(map[FAMILIES]),
  });
}

/** Facts from the text of a price map in LiteLLM's format; undefined if it is no JSON object. */
export function factsFromText(text: string, source: FactsSource): ModelFacts | undefined {
  const read = parse(text);
  const map: Json = read.ok ? read.value : null;
  return isObject(map) ? factsFromMap(map, source) : undefined;
}
