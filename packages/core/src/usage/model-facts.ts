import type { JsonObject } from "../json/index.ts";
import type { FamilyRule } from "./model-families.ts";

/** Where a row comes from. */
export interface FactsSource {
  /** Such as `LiteLLM 1.103.7`. */
  readonly name: string;
  /** The day it was taken, as `YYYY-MM-DD`. */
  readonly date?: string;
  /** What tells this very file from others: its git blob id. */
  readonly revision?: string;
}

/** What is known of models: rows with the fields of LiteLLM's price map, prices in US dollars. */
export interface ModelFacts {
  readonly source: FactsSource;
  /** The names of all rows, in the map's order. */
  names(): readonly string[];
  /** The row of exactly this name. */
  row(name: string): JsonObject | undefined;
  /** The map's own spelling of a name, which may differ in case. */
  spelling(name: string): string | undefined;
  sourceOf(name: string): FactsSource;
  /** What holds for whole families of models, of those that have no row as well. */
  readonly families: readonly FamilyRule[];
  /** The facts beneath, where these are such with rows registered over them. */
  readonly under?: ModelFacts;
  readonly registered?: ReadonlyMap<string, JsonObject>;
}

/** Rows by name, however they are kept. */
export interface FactsTable {
  readonly source: FactsSource;
  readonly names: () => readonly string[];
  readonly row: (name: string) => JsonObject | undefined;
  /** The spelling of a name that may differ in case; looked for among all names unless given. */
  readonly spelling?: (name: string) => string | undefined;
  readonly families: () => readonly FamilyRule[];
}

function amongAll(names: FactsTable["names"]): (name: string) => string | undefined {
  let spellings: ReadonlyMap<string, string> | undefined;
  return (name) => {
    spellings ??= new Map(names().map((it) => [it.toLowerCase(), it]));
    return spellings.get(name.toLowerCase());
  };
}

/** Facts over a table of rows. */
export function factsFrom({ source, names, row, spelling = amongAll(names), families }: FactsTable): ModelFacts {
  let rules: readonly FamilyRule[] | undefined;
  return {
    source,
    names,
    row,
    spelling: (name) => (row(name) === undefined ? spelling(name) : name),
    sourceOf: () => source,
    get families() {
      rules ??= families();
      return rules;
    },
  };
}
