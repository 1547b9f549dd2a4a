import { wordFlag } from "@lintel/core";
import { float, isArray, isFloat, isInt, isObject, type Json, numeric } from "@lintel/core/json";
import { decimal, int, type Reader, read } from "../lax/index.ts";

/** How well a value fits, best last: after a conversion, after a harmless one, as it is. */
export type Exactness = 0 | 1 | 2;

export const LAX = 0;
export const STRICT = 1;
export const EXACT = 2;

/**
 * How a reading stands: of the alternatives of a union the one counts that has the most fields, then the one that fits best. It is
 * written to as the reading goes, as pydantic's is: giving back how each value fits made an object for every value.
 */
export interface Fitting {
  exactness: Exactness;
  /** Fields that were there, undefined where no model has been met. */
  fields: number | undefined;
  /** Whether nulls and fields that were not there are left out of what is printed. */
  readonly isSparse: boolean;
}

/** A value as it is printed after it was read, or undefined where it does not fit. */
export type Fit = (value: Json, fitting: Fitting) => Json | undefined;

export function floor(fitting: Fitting, exactness: Exactness): void {
  if (exactness < fitting.exactness) fitting.exactness = exactness;
}

function lax(reader: Reader, value: Json, fitting: Fitting): Json | undefined {
  const found = read(reader, value);
  if (!found.ok) return undefined;
  floor(fitting, LAX);
  return found.value;
}

function flag(value: Json): boolean | undefined {
  return wordFlag(typeof value === "string" ? value.toLowerCase() : String(numeric(value)));
}

export const fitAny: Fit = (value, fitting) => {
  floor(fitting, STRICT);
  return value;
};

export const fitText: Fit = (value) => (typeof value === "string" ? value : undefined);

export const fitInt: Fit = (value, fitting) => (isInt(value) ? value : lax(int, value, fitting));

export const fitFloat: Fit = (value, fitting) => {
  if (isFloat(value)) return value;
  if (typeof value !== "number") return lax(decimal, value, fitting);
  floor(fitting, STRICT);
  return float(value);
};

export const fitBool: Fit = (value, fitting) => {
  if (typeof value === "boolean") return value;
  const found = value === null ? undefined : flag(value);
  if (found !== undefined) floor(fitting, LAX);
  return found;
};

export function fitLiteral(text: string): Fit {
  return (value) => (value === text ? value : undefined);
}

export function fitNullable(of: Fit): Fit {
  return (value, fitting) => (value === null ? null : of(value, fitting));
}

export function fitList(of: Fit): Fit {
  return (value, fitting) => {
    if (!isArray(value)) return undefined;
    const items: Json[] = [];
    for (const item of value) {
      const fitted = of(item, fitting);
      if (fitted === undefined) return undefined;
      items.push(fitted);
    }
    return items;
  };
}

/** What a union's alternative came to. */
interface Candidate {
  readonly value: Json;
  readonly exactness: Exactness;
  readonly fields: number | undefined;
}

function isBetter({ exactness, fields }: Candidate, than: Candidate): boolean {
  if (fields !== undefined && than.fields !== undefined && fields !== than.fields) return fields > than.fields;
  return exactness > than.exactness;
}

/** The alternative that fits best, the first of several (pydantic's smart mode). */
export function fitUnion(of: readonly Fit[]): Fit {
  return (value, fitting) => {
    const { exactness, fields } = fitting;
    let best: Candidate | undefined;
    for (const fit of of) {
      fitting.exactness = EXACT;
      fitting.fields = undefined;
      const fitted = fit(value, fitting);
      if (fitted === undefined) continue;
      const found = { value: fitted, exactness: fitting.exactness, fields: fitting.fields };
      if (found.exactness === EXACT && found.fields === undefined) {
        best = found;
        break;
      }
      if (best === undefined || isBetter(found, best)) best = found;
    }
    fitting.exactness = exactness;
    fitting.fields = fields;
    if (best === undefined) return undefined;
    floor(fitting, best.exactness);
    if (best.fields !== undefined) fitting.fields = (fitting.fields ?? 0) + best.fields;
    return best.value;
  };
}

/** A cost, which some providers tell as an object with a total. */
export function fitCost(of: Fit): Fit {
  return (value, fitting) => of(isObject(value) ? (value.total_cost ?? null) : value, fitting);
}
