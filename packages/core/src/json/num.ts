import type { Json } from "./json.ts";
import { integer, pythonFloat } from "./spell.ts";

// Symbol.for, so that two copies of this module recognise each other's numbers.
const brand: unique symbol = Symbol.for("lintel.num");

/** A number that JavaScript would lose or spell otherwise than Python means it (`1.0`, `-0.0`, 2^53 and beyond). Frozen. */
export interface Num {
  readonly kind: "int" | "float";
  /** The nearest JavaScript number. */
  readonly value: number;
  /** The number as it was written. */
  readonly source: string;
  readonly [brand]: true;
}

const branded: Num = { kind: "int", value: 0, source: "0", [brand]: true };

/** A number of this kind, spelt as its source says, where a plain one would not do. */
export function num(kind: Num["kind"], source: string): Num {
  return freeze({ kind, source, value: Number(source) });
}

function freeze({ kind, value, source }: Pick<Num, "kind" | "value" | "source">): Num {
  // Spreading a branded object costs 30 ns, naming the symbol in the literal 100. Adding 0 makes -0, which no int is, 0.
  return Object.freeze({ ...branded, kind, value: kind === "int" ? value + 0 : value, source });
}

/** How JSON writes a number, as a pattern. */
export const NUMBER = "-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][-+]?\\d+)?";

const FLOAT_TEXT = new RegExp(`^(?:${NUMBER}|NaN|-?Infinity)$`);

/** The number that a JSON text means. */
export function fromSource(source: string): number | Num {
  const value = Number(source);
  const isFloatText = /[.eENI]/.test(source);
  const isPlain = isFloatText ? isPlainFloat(value) : Number.isSafeInteger(value) && !Object.is(value, -0);
  return isPlain ? value : freeze({ kind: isFloatText ? "float" : "int", value, source });
}

/** Whether a value is a `Num`. */
export function isNum(value: unknown): value is Num {
  return typeof value === "object" && value !== null && brand in value;
}

/** A float in Python's sense, from a number or its JSON text; any other text gives NaN. */
export function float(value: number | string): number | Num {
  if (typeof value === "number") return isPlainFloat(value) ? value : num("float", pythonFloat(value));
  if (!FLOAT_TEXT.test(value)) return num("float", "NaN");
  const nearest = Number(value);
  return isPlainFloat(nearest) ? nearest : num("float", value);
}

/** An int in Python's sense; a number is truncated, and what is no integer's text gives NaN. */
export function int(value: bigint | number | string): number | Num {
  if (typeof value === "number") return Number.isFinite(value) ? int(integer(Math.trunc(value))) : float(value);
  if (typeof value === "string" && !/^-?\d+$/.test(value)) return num("float", "NaN");
  const exact = BigInt(value);
  const nearest = Number(exact);
  return Number.isSafeInteger(nearest) ? nearest : num("int", exact.toString());
}

/** Whether a float needs no `Num`: JavaScript cannot mistake it for an int. */
export function isPlainFloat(value: number): boolean {
  return Number.isFinite(value) && !Number.isInteger(value);
}

/** The value of a number of either form, or undefined for anything else. */
export function numeric(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value;
  return isNum(value) ? value.value : undefined;
}

/** Whether a value is an int in Python's sense, booleans excepted. */
export function isInt(value: Json | undefined): value is number | Num {
  return typeof value === "number" ? Number.isInteger(value) : isNum(value) && value.kind === "int";
}

/** Whether a value is a float in Python's sense. */
export function isFloat(value: Json | undefined): value is number | Num {
  return typeof value === "number" ? !Number.isInteger(value) : isNum(value) && value.kind === "float";
}
