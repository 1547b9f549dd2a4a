import { isNum, type Json, type JsonObject, type Num } from "../../json/index.ts";
import { type Decimal, decimalOf, exactly, product, ZERO } from "./decimal.ts";

/** A price of one unit, in US dollars. */
export interface Rate {
  readonly value: number;
  readonly exact: Decimal;
  /** The field of the price map it stands in. */
  readonly field: string;
}

/** A row of prices. */
export type PriceRow = JsonObject;

/** Ends of field names that are for a service tier, the longest first. */
const TIERS: readonly string[] = ["_ultrafast", "_priority", "_auto", "_flex", "_fast"];
const TIER_FIELDS: Readonly<Record<string, string>> = {
  flex: "_flex",
  priority: "_priority",
  fast: "_priority",
  ultrafast: "_ultrafast",
};

/** A rate whose exact decimal is made when somebody asks for it: it takes ten times what the float does. */
function numbered(value: number, written: number | Num, field: string): Rate {
  return {
    value,
    field,
    get exact() {
      return exactly(written);
    },
  };
}

/** A price as a rate; undefined if it is none. */
export function toRate(value: Json | undefined, field: string): Rate | undefined {
  if (typeof value === "number") return numbered(value, value, field);
  if (isNum(value)) return numbered(value.value, value, field);
  const exact = typeof value === "string" ? decimalOf(value) : undefined;
  return exact === undefined ? undefined : { value: Number(value), exact, field };
}

/** A price of nothing, and the field of the price map it stands for. */
export function free(field: string): Rate {
  return { value: 0, exact: ZERO, field };
}

/** A part of another rate, multiplied as LiteLLM does. */
export function scaled(rate: Rate, factor: number): Rate {
  return {
    value: rate.value * factor,
    field: rate.field,
    get exact() {
      return product(rate.exact, exactly(factor));
    },
  };
}

/** The name a price has for a service tier (`_get_service_tier_cost_key`). */
export function tierField(field: string, tier: string | undefined): string {
  const name = tier?.toLowerCase();
  return name !== undefined && Object.hasOwn(TIER_FIELDS, name) ? `${field}${TIER_FIELDS[name]}` : field;
}

/** The rates of rows, each made once: rows do not change. */
const made = new WeakMap<PriceRow, Map<string, Rate | undefined>>();

/** A price by its field; one of a service tier that is absent falls back to the ordinary one (`_get_cost_per_unit`). */
export function rateOf(row: PriceRow, field: string): Rate | undefined {
  const known = made.get(row) ?? new Map<string, Rate | undefined>();
  if (known.has(field)) return known.get(field);
  const rate = foundRate(row, field);
  made.set(row, known.set(field, rate));
  return rate;
}

function foundRate(row: PriceRow, field: string): Rate | undefined {
  const value = row[field] ?? null;
  if (value !== null) return toRate(value, field);
  const suffix = TIERS.find((it) => field.includes(it));
  if (suffix === undefined) return undefined;
  const base = field.replaceAll(suffix, "");
  return toRate(row[base], base);
}

/** A price as the number it is written as: an int or a float. */
export function rawPrice(row: PriceRow, field: string): number | Num | undefined {
  const value = row[field];
  return typeof value === "number" || isNum(value) ? value : undefined;
}

/** Whether a row tells a price at all. */
export function hasPrice(row: PriceRow, field: string): boolean {
  return (row[field] ?? null) !== null;
}
