import { isArray, isObject, type Json, type JsonObject } from "./json.ts";
import { isNum, type Num, numeric } from "./num.ts";
import { keys } from "./order.ts";
import { child } from "./pointer.ts";
import { pythonDumps } from "./print.ts";

interface Comparison {
  readonly isSameNumber: (one: number | Num, other: number | Num) => boolean;
  /** The first key that tells two objects apart by their keys alone. */
  readonly oddKey: (one: JsonObject, other: JsonObject) => string | undefined;
}

const byValue: Comparison = {
  isSameNumber: (one, other) => Object.is(exact(one), exact(other)),
  oddKey: (one, other) =>
    keys(one).find((key) => !Object.hasOwn(other, key)) ?? keys(other).find((key) => !Object.hasOwn(one, key)),
};

const bySpelling: Comparison = {
  isSameNumber: (one, other) => pythonDumps(one) === pythonDumps(other),
  oddKey: (one, other) => {
    const [first, second] = [keys(one), keys(other)];
    const at = (first.length < second.length ? second : first).findIndex((_, index) => first[index] !== second[index]);
    return first[at] ?? second[at];
  },
};

/** The JSON pointer of the first difference in value, as Python's `==` tells on JSON, or undefined: `1` equals `1.0`, keys have no order. */
export function sameValue(one: Json, other: Json): string | undefined {
  return difference({ one, other, pointer: "" }, byValue);
}

/** The JSON pointer of the first difference in value, key order or number spelling as Python prints, or undefined. */
export function sameCanonical(one: Json, other: Json): string | undefined {
  return difference({ one, other, pointer: "" }, bySpelling);
}

interface Pair {
  readonly one: Json;
  readonly other: Json;
  readonly pointer: string;
}

function difference(pair: Pair, comparison: Comparison): string | undefined {
  const { one, other, pointer } = pair;
  if (isArray(one) && isArray(other)) return arrayDifference({ one, other, pointer }, comparison);
  if (isObject(one) && isObject(other)) return objectDifference({ one, other, pointer }, comparison);
  return isSameScalar(pair, comparison) ? undefined : pointer;
}

function isSameScalar({ one, other }: Pair, { isSameNumber }: Comparison): boolean {
  if (isNumber(one) && isNumber(other)) return isSameNumber(one, other);
  return one === other;
}

function arrayDifference(
  { one, other, pointer }: Pair & { readonly one: readonly Json[]; readonly other: readonly Json[] },
  comparison: Comparison,
): string | undefined {
  for (const [at, item] of one.entries()) {
    const counterpart = other[at];
    const place = child(pointer, at);
    if (counterpart === undefined) return place;
    const found = difference({ one: item, other: counterpart, pointer: place }, comparison);
    if (found !== undefined) return found;
  }
  return other.length > one.length ? child(pointer, one.length) : undefined;
}

function objectDifference(
  { one, other, pointer }: Pair & { readonly one: JsonObject; readonly other: JsonObject },
  comparison: Comparison,
): string | undefined {
  const odd = comparison.oddKey(one, other);
  if (odd !== undefined) return child(pointer, odd);
  for (const key of keys(one)) {
    const found = difference(
      { one: one[key] ?? null, other: other[key] ?? null, pointer: child(pointer, key) },
      comparison,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function isNumber(value: Json): value is number | Num {
  return typeof value === "number" || isNum(value);
}

function exact(number: number | Num): bigint | number {
  if (isNum(number) && number.kind === "int") return BigInt(number.source);
  const value = numeric(number) ?? Number.NaN;
  return Number.isInteger(value) ? BigInt(value) : value;
}
