import { isObject, type Json, type JsonObject, parse } from "@lintel/core/json";
import { type FactsSource, factsFrom, familyRules, type ModelFacts } from "@lintel/core/pricing";
import { linePlaces } from "./line-places.ts";
import { nameIndex } from "./name-index.ts";

/** Packed facts: a head of JSON lines, then tables of values and of field lists, then one line a model that points into them. */
export type Packed = string;

const RADIX = 36;

function json(text: string): Json {
  const read = parse(text);
  return read.ok ? read.value : null;
}

function sourceOf(text: string): FactsSource {
  const { name = "", date, revision } = toObject(text);
  return {
    name: String(name),
    ...(typeof date === "string" && { date }),
    ...(typeof revision === "string" && { revision }),
  };
}

function toObject(text: string): JsonObject {
  const value = json(text);
  return isObject(value) ? value : {};
}

function indexes(text: string): readonly number[] {
  return text.split(" ").map((it) => Number.parseInt(it, RADIX));
}

/** Reads packed facts: the index at once, each row when it is asked for. */
export function unpack(packed: Packed): ModelFacts {
  const [head = "", table = "", lists = "", models = ""] = packed.trim().split("\n\n");
  const [source = "", families = "", names = ""] = head.split("\n");
  const fields = names.split(" ");
  const texts = linePlaces(table);
  const shapes = linePlaces(lists);
  const lines = linePlaces(models);
  const index = nameIndex(lines);
  const values = new Map<number, Json>();
  const rows = new Map<string, JsonObject>();

  function value(at: number): Json {
    const known = values.get(at);
    if (known !== undefined) return known;
    const made = json(texts.line(at));
    values.set(at, made);
    return made;
  }

  function read(line: string): JsonObject {
    const [shape = 0, ...places] = indexes(line.slice(line.indexOf("\t") + 1));
    const own = indexes(shapes.line(shape));
    return Object.fromEntries(own.map((field, at) => [fields[field] ?? "", value(places[at] ?? -1)]));
  }

  function row(name: string): JsonObject | undefined {
    const known = rows.get(name);
    const at = known === undefined ? index.find(name) : undefined;
    if (at === undefined) return known;
    const made = read(lines.line(at));
    rows.set(name, made);
    return made;
  }

  let inOrder: readonly string[] | undefined;
  return factsFrom({
    source: sourceOf(source),
    names() {
      inOrder ??= Array.from({ length: lines.count }, (_, at) => lines.name(at));
      return inOrder;
    },
    row,
    spelling(name) {
      const at = index.findInAnyCase(name);
      return at === undefined ? undefined : lines.name(at);
    },
    families: () => familyRules(json(families)),
  });
}
