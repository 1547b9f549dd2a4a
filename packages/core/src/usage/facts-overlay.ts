import type { JsonObject } from "../json/index.ts";
import type { FactsSource, ModelFacts } from "./model-facts.ts";

const REGISTERED: FactsSource = { name: "registered" };

/** Facts with rows over them. The rows may grow: every look sees those that are there. */
export function overlaid(under: ModelFacts, rows: ReadonlyMap<string, JsonObject>): ModelFacts {
  let spelt = 0;
  const spellings = new Map<string, string>();

  function spellingOf(name: string): string | undefined {
    if (spelt !== rows.size) for (const it of rows.keys()) spellings.set(it.toLowerCase(), it);
    spelt = rows.size;
    return spellings.get(name.toLowerCase());
  }

  return {
    source: under.source,
    get families() {
      return under.families;
    },
    names: () => [...under.names(), ...[...rows.keys()].filter((name) => under.row(name) === undefined)],
    row: (name) => rows.get(name) ?? under.row(name),
    spelling(name) {
      if (rows.has(name) || under.row(name) !== undefined) return name;
      return spellingOf(name) ?? under.spelling(name);
    },
    sourceOf: (name) => (rows.has(name) ? REGISTERED : under.sourceOf(name)),
    under,
    registered: rows,
  };
}
