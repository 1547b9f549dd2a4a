import { float, isFloat, type Json, type Num, numeric, pointer, int as pythonInt } from "@lintel/core/json";
import type { Notes, Path, Reader } from "./notes.ts";

const INT_LIMIT = 2 ** 63;
const DIGITS = 4300;
/** What Rust's `trim` takes for white space. */
const EDGES = /^\p{White_Space}+|\p{White_Space}+$/gu;
const INT_TEXT = /^([+-]?)(?:0[0_]*(?=[0-9]))?([0-9]+(?:_[0-9]+)*)(?:\.0+)?$/;
const FLOAT_TEXT = /^[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|nan|inf|infinity)$/i;
const NON_FINITE: Readonly<Record<string, number>> = { n: Number.NaN, i: Number.POSITIVE_INFINITY };

function converted(to: Json, { at, notes }: { readonly at: Path; readonly notes: Notes }): Json {
  notes.loss({ pointer: pointer(at), action: "converted", reason: `read as ${isFloat(to) ? "a float" : "an int"}` });
  return to;
}

/** An integer: booleans, integral floats and integers' texts too. */
export const int: Reader = (value, at, notes) => {
  const bad = (type: string, message: string): Json => {
    notes.problem({ at, type, message, input: value });
    return null;
  };
  const tooLarge = (): Json =>
    bad("int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size");
  if (typeof value === "boolean") return converted(value ? 1 : 0, { at, notes });
  if (typeof value === "string") {
    const [, sign, digits] = INT_TEXT.exec(value.replace(EDGES, "")) ?? [];
    if (digits === undefined)
      return bad("int_parsing", "Input should be a valid integer, unable to parse string as an integer");
    if (digits.length > DIGITS) return tooLarge();
    return converted(pythonInt(`${sign === "-" ? "-" : ""}${digits.replaceAll("_", "")}`), { at, notes });
  }
  const number = numeric(value);
  if (number === undefined) return bad("int_type", "Input should be a valid integer");
  if (!isFloat(value)) return value;
  if (!Number.isFinite(number)) return bad("finite_number", "Input should be a finite number");
  if (!Number.isInteger(number))
    return bad("int_from_float", "Input should be a valid integer, got a number with a fractional part");
  return number > -INT_LIMIT && number < INT_LIMIT ? converted(pythonInt(number), { at, notes }) : tooLarge();
};

function floatOf(text: string): number | Num | undefined {
  const plain = /^_|__|_$/.test(text) || !text.includes("_") ? text.replace(EDGES, "") : text.replaceAll("_", "");
  if (!FLOAT_TEXT.test(plain)) return undefined;
  const name = /[ni]/i.exec(plain)?.[0]?.toLowerCase();
  if (name === undefined) return float(Number(plain));
  return float((NON_FINITE[name] ?? 0) * (plain.startsWith("-") ? -1 : 1));
}

/** A float: integers, booleans and numbers' texts too. */
export const decimal: Reader = (value, at, notes) => {
  const bad = (type: string, message: string): Json => {
    notes.problem({ at, type, message, input: value });
    return null;
  };
  if (typeof value === "boolean") return converted(float(value ? 1 : 0), { at, notes });
  if (typeof value === "string") {
    const found = floatOf(value);
    if (found !== undefined) return converted(found, { at, notes });
    return bad("float_parsing", "Input should be a valid number, unable to parse string as a number");
  }
  const number = numeric(value);
  if (number === undefined) return bad("float_type", "Input should be a valid number");
  if (isFloat(value)) return value;
  return Number.isFinite(number) ? float(number) : bad("float_type", "Input should be a valid number");
};
