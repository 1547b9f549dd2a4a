import { type Json, parse } from "@lintel/core/json";

/** What a field holds, as pydantic's schema tells it. */
export type Shape =
  | { readonly kind: "any" | "bool" | "float" | "int" | "str" }
  | { readonly kind: "literal"; readonly text: string }
  /**
   * `items`: those that reason are printed without some of their nulls; `config`: printed without nulls of its own and of its
   * members where others are; `cost`: also an object with the total.
   */
  | { readonly kind: "config" | "cost" | "dict" | "items" | "list" | "nullable"; readonly of: Shape }
  | { readonly kind: "union"; readonly of: readonly Shape[] }
  | { readonly kind: "model"; readonly name: string };

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
  /** Absent where an absent field is not printed either. */
  readonly fallback?: Json;
}

/** A model by its fields, in the order they are printed. */
export interface ModelShape {
  readonly name: string;
  /** `model` and `closed`: a class, which keeps members it has no field for, or drops them; `dict`: a typed dict. */
  readonly form: "model" | "closed" | "dict";
  readonly fields: readonly Field[];
}

const TOKEN = /'[^']*'|[A-Za-z_]\w*|[<>()|?]/g;
const PLAIN: ReadonlySet<string> = new Set(["any", "bool", "float", "int", "str"]);
const NESTING: ReadonlySet<string> = new Set(["config", "cost", "dict", "items", "list"]);

function isPlain(word: string): word is "any" | "bool" | "float" | "int" | "str" {
  return PLAIN.has(word);
}

function isNesting(word: string): word is "config" | "cost" | "dict" | "items" | "list" {
  return NESTING.has(word);
}

/** Reads `list<(A|'b')>?` and the like. */
function parseShape(text: string): Shape {
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;
  const next = (): string => tokens[at++] ?? "";

  function atom(): Shape {
    const word = next();
    if (word.startsWith("'")) return { kind: "literal", text: word.slice(1, -1) };
    if (isPlain(word)) return { kind: word };
    if (word !== "(" && !isNesting(word)) return { kind: "model", name: word };
    if (word !== "(") at += 1;
    const of = union();
    at += 1;
    return isNesting(word) ? { kind: word, of } : of;
  }

  function nullable(): Shape {
    const of = atom();
    if (tokens[at] !== "?") return of;
    at += 1;
    return { kind: "nullable", of };
  }

  function union(): Shape {
    const of = [nullable()];
    while (tokens[at] === "|") {
      at += 1;
      of.push(nullable());
    }
    const [only] = of;
    return only !== undefined && of.length === 1 ? only : { kind: "union", of };
  }

  return union();
}

const ROW = /^ {2}(\w+)(\??) (.*?)(?: = (.*))?$/;

function fieldOf(row: string): Field {
  const [, name = "", optional, shape = "", fallback] = ROW.exec(row) ?? [];
  const parsed = fallback === undefined ? undefined : parse(fallback);
  return {
    name,
    shape: parseShape(shape),
    isRequired: optional === "" && fallback === undefined,
    ...(parsed?.ok === true && { fallback: parsed.value }),
  };
}

function modelOf(text: string): ModelShape {
  const [head = "", ...rows] = text.split("\n");
  const [name = "", form = "model"] = head.split(" ");
  return { name, form: form === "closed" || form === "dict" ? form : "model", fields: rows.map(fieldOf) };
}

/** A table of models: each a line with its name and its form, then a line for each of its fields. */
export function parseModels(table: string): ReadonlyMap<string, ModelShape> {
  const models = table.trim().split(/\n(?! )/);
  return new Map(models.map(modelOf).map((model) => [model.name, model]));
}
