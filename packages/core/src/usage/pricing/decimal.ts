import { isNum, type Num } from "../../json/index.ts";

/** An exact decimal number: digits / 10^scale. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

export const ZERO: Decimal = { digits: 0n, scale: 0 };
export const ONE: Decimal = { digits: 1n, scale: 0 };

const DECIMAL = /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/;

/** The number a text spells, exactly; undefined if it spells none. */
export function decimalOf(text: string): Decimal | undefined {
  const [, sign = "", whole = "", part = "", power = "0"] = DECIMAL.exec(text.trim()) ?? [];
  if (whole + part === "") return undefined;
  const size = BigInt(`${sign === "-" ? "-" : ""}${whole}${part}`);
  const scale = part.length - Number(power);
  return scale >= 0 ? { digits: size, scale } : { digits: size * 10n ** BigInt(-scale), scale: 0 };
}

/** A number as it was written, or as the shortest text that means it. */
export function exactly(value: number | Num): Decimal {
  if (typeof value === "number" && Number.isSafeInteger(value)) return { digits: BigInt(value), scale: 0 };
  return decimalOf(isNum(value) ? value.source : String(value)) ?? ZERO;
}

export function product(...factors: readonly Decimal[]): Decimal {
  return factors.reduce((all, { digits, scale }) => ({ digits: all.digits * digits, scale: all.scale + scale }), ONE);
}

function at(scale: number, value: Decimal): bigint {
  return scale === value.scale ? value.digits : value.digits * 10n ** BigInt(scale - value.scale);
}

export function sum(...terms: readonly Decimal[]): Decimal {
  return terms.reduce((all, term) => {
    const scale = Math.max(all.scale, term.scale);
    return { digits: at(scale, all) + at(scale, term), scale };
  }, ZERO);
}

export function negative({ digits, scale }: Decimal): Decimal {
  return { digits: -digits, scale };
}

/** Plain decimal notation, without an exponent and without zeros that mean nothing. */
export function decimalText({ digits, scale }: Decimal): string {
  const size = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  const whole = size.slice(0, size.length - scale);
  const part = size.slice(size.length - scale).replace(/0+$/, "");
  return `${digits < 0n ? "-" : ""}${whole}${part === "" ? "" : `.${part}`}`;
}
