import {
  entries,
  float,
  isArray,
  isInt,
  isObject,
  type Json,
  type JsonObject,
  keys,
  numeric,
  object,
  parse,
  pythonCompact,
  withMembers,
} from "@lintel/core/json";
import {
  EXACT,
  type Fit,
  type Fitting,
  fitAny,
  fitBool,
  fitCost,
  fitFloat,
  fitInt,
  fitList,
  fitLiteral,
  fitNullable,
  fitText,
  fitUnion,
  floor,
  STRICT,
} from "./fit.ts";
import { type Field, type ModelShape, parseModels, type Shape } from "./shape.ts";

type Member = readonly [name: string, value: Json];

/** Models that values are read through, and printed as pydantic prints them. */
export interface Models {
  /** A value as its model prints it: whole with every default, or sparse without nulls and what was not there. */
  printed(name: string, value: JsonObject, isSparse: boolean): JsonObject;
  /** A value printed unread, in its model's order (`model_construct`). */
  constructed(name: string, value: JsonObject, isSparse: boolean): JsonObject;
  /** Whether a value fits its model; one that does not is printed unread. */
  fits(name: string, value: JsonObject): boolean;
}

const PLAIN = { any: fitAny, bool: fitBool, float: fitFloat, int: fitInt, str: fitText } as const;

/** Members of a reasoning item whose nulls trouble clients (`_serialize_output_filter_reasoning_nulls`). */
const TROUBLING: ReadonlySet<string> = new Set(["status", "content", "encrypted_content"]);

function withoutNulls(item: Json): Json {
  if (!isObject(item) || item.type !== "reasoning") return item;
  const kept = entries(item).filter(([name, value]) => value !== null || !TROUBLING.has(name));
  return object(kept);
}

function withoutAnyNull(value: Json): Json {
  if (!isObject(value) || value.type === undefined) return value;
  return object(entries(value).filter(([, held]) => held !== null));
}

/** What pydantic's serializer of a typed dict leaves of one, whatever it was read as. */
function config(value: Json, isSparse: boolean): Json {
  if (!isSparse || !isObject(value)) return value;
  const members = entries(value).filter(([, held]) => held !== null);
  return object(members.map(([name, held]) => [name, withoutAnyNull(held)]));
}

/** A value that was not read, as the serializer of its field prints it. */
function unread(value: Json, shape: Shape, isSparse: boolean): Json {
  switch (shape.kind) {
    case "nullable":
      return unread(value, shape.of, isSparse);
    case "float":
      return typeof value === "boolean" || isInt(value) ? float(numeric(value) ?? Number(value)) : value;
    case "int":
      return typeof value === "boolean" ? Number(value) : value;
    case "items":
      return isArray(value) ? value.map(withoutNulls) : value;
    case "config":
      return config(value, isSparse);
    default:
      return value;
  }
}

interface CompiledField extends Field {
  readonly fit: Fit;
}

interface CompiledModel {
  readonly form: ModelShape["form"];
  readonly fields: readonly CompiledField[];
  readonly names: ReadonlySet<string>;
  /** Every field, where none is left out of what is printed whole: an object that gets more than 16 members one by one is slow ever after. */
  readonly blank: JsonObject | undefined;
  /** The field that tells models apart: looked at first, so that the alternatives of a union fail at once. */
  readonly mark: CompiledField | undefined;
}

function own(value: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function extrasOf(value: JsonObject, { names, form }: CompiledModel, isSparse: boolean): readonly Member[] {
  const found: Member[] = [];
  if (form === "closed") return found;
  // Entries of all members to find the few take a fifth of the time an event of a stream takes.
  for (const name of keys(value)) {
    const held = value[name];
    if (held !== undefined && !names.has(name) && !(isSparse && held === null)) found.push([name, held]);
  }
  return found;
}

/** Whether a member of this name is not just set: the engine puts numbers first, and takes one name for the prototype's. */
function isOdd(name: string): boolean {
  const first = name.charCodeAt(0);
  return name === "__proto__" || (first >= 48 && first <= 57);
}

function fitModel(model: CompiledModel, value: Json, fitting: Fitting): JsonObject | undefined {
  const { mark, fields, form } = model;
  if (!isObject(value)) return undefined;
  if (mark !== undefined && mark.fit(own(value, mark.name) ?? null, fitting) === undefined) return undefined;
  if (form !== "dict") floor(fitting, STRICT);
  const members: Record<string, Json> = fitting.isSparse ? {} : { ...model.blank };
  let count = 0;
  for (const { name, fit, isRequired, fallback } of fields) {
    const given = own(value, name);
    if (given === undefined) {
      if (isRequired) return undefined;
      if (!fitting.isSparse && fallback !== undefined) members[name] = fallback;
      continue;
    }
    const fitted = fit(given, fitting);
    if (fitted === undefined) return undefined;
    count += 1;
    if (!(fitting.isSparse && fitted === null)) members[name] = fitted;
  }
  fitting.fields = (fitting.fields ?? 0) + count;
  const extras = extrasOf(value, model, fitting.isSparse);
  if (extras.some(([name]) => isOdd(name))) return withMembers(members, object(extras));
  for (const [name, held] of extras) members[name] = held;
  return members;
}

/** pydantic's `model_construct`: nothing is checked, and nothing inside is known. */
function constructed(model: CompiledModel, value: JsonObject, isSparse: boolean): JsonObject {
  const members = model.fields.flatMap(({ name, shape, fallback }): readonly Member[] => {
    const held = own(value, name);
    const given = held === undefined && !isSparse ? fallback : held;
    if (given === undefined || (isSparse && given === null)) return [];
    return [[name, unread(given, shape, isSparse)]];
  });
  return object([...members, ...extrasOf(value, model, isSparse)]);
}

function blankOf(fields: readonly CompiledField[]): JsonObject | undefined {
  if (!fields.every(({ isRequired, fallback }) => isRequired || fallback !== undefined)) return undefined;
  const read = parse(pythonCompact(object(fields.map(({ name }) => [name, null]))));
  return read.ok && isObject(read.value) ? read.value : undefined;
}

/** The models of a table (`parseModels`), compiled as they are first met. */
export function openModels(table: string): Models {
  let shapes: ReadonlyMap<string, ModelShape> | undefined;
  const compiled = new Map<string, CompiledModel>();

  function fitOf(shape: Shape): Fit {
    switch (shape.kind) {
      case "literal":
        return fitLiteral(shape.text);
      case "union":
        return fitUnion(shape.of.map(fitOf));
      case "model":
        return (value, fitting) => fitModel(modelOf(shape.name), value, fitting);
      case "nullable":
        return fitNullable(fitOf(shape.of));
      case "list":
        return fitList(fitOf(shape.of));
      case "dict":
        return fitDict(fitOf(shape.of));
      case "cost":
        return fitCost(fitOf(shape.of));
      case "items":
        return fitItems(fitOf(shape.of));
      case "config":
        return fitConfig(fitOf(shape.of));
      default:
        return PLAIN[shape.kind];
    }
  }

  function modelOf(name: string): CompiledModel {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    shapes ??= parseModels(table);
    const { form, fields } = shapes.get(name) ?? { form: "model", fields: [] };
    const all = fields.map((field) => ({ ...field, fit: fitOf(field.shape) }));
    const mark = all.find(({ name: it, isRequired }) => it === "type" && isRequired);
    const made = { form, fields: all, names: new Set(all.map((it) => it.name)), blank: blankOf(all), mark };
    compiled.set(name, made);
    return made;
  }

  function fitted(name: string, value: JsonObject, isSparse: boolean): JsonObject | undefined {
    return fitModel(modelOf(name), value, { exactness: EXACT, fields: undefined, isSparse });
  }

  return {
    constructed: (name, value, isSparse) => constructed(modelOf(name), value, isSparse),
    fits: (name, value) => fitted(name, value, true) !== undefined,
    printed: (name, value, isSparse) => fitted(name, value, isSparse) ?? constructed(modelOf(name), value, isSparse),
  };
}

function fitDict(of: Fit): Fit {
  return (value, fitting) => {
    if (!isObject(value)) return undefined;
    const members: Member[] = [];
    for (const [name, held] of entries(value)) {
      const fitted = of(held, fitting);
      if (fitted === undefined) return undefined;
      members.push([name, fitted]);
    }
    return object(members);
  };
}

function fitConfig(of: Fit): Fit {
  return (value, fitting) => {
    const fitted = of(value, fitting);
    return fitted === undefined ? undefined : config(fitted, fitting.isSparse);
  };
}

function fitItems(of: Fit): Fit {
  return (value, fitting) => {
    const fitted = of(value, fitting);
    return isArray(fitted) ? fitted.map(withoutNulls) : fitted;
  };
}
