import { float, int, type Num } from "@lintel/core/json";

const INT = /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;

const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** The integer a plain scalar means in YAML 1.1, as PyYAML reads it; undefined where it means none. */
export function yamlInt(text: string): number | Num | undefined {
  if (!INT.test(text)) return undefined;
  const [sign, digits] = signed(text.replaceAll("_", ""));
  const whole = digits.includes(":") ? sexagesimal(digits) : based(digits);
  return whole === undefined ? undefined : int(sign < 0 ? -whole : whole);
}

/** The float a plain scalar means in YAML 1.1, as PyYAML reads it: `1e3` is none, `1.0e+3` is one. */
export function yamlFloat(text: string): number | Num | undefined {
  if (!FLOAT.test(text)) return undefined;
  const [sign, digits] = signed(text.replaceAll("_", "").toLowerCase());
  if (digits === ".inf") return float(sign * Number.POSITIVE_INFINITY);
  if (digits === ".nan") return float(Number.NaN);
  const parts = digits.split(":").map(Number);
  return float(sign * parts.reduce((total, part) => total * 60 + part, 0));
}

function signed(text: string): readonly [sign: number, digits: string] {
  if (text.startsWith("-")) return [-1, text.slice(1)];
  return [1, text.startsWith("+") ? text.slice(1) : text];
}

function sexagesimal(digits: string): bigint {
  return digits.split(":").reduce((total, part) => total * 60n + BigInt(part), 0n);
}

function based(digits: string): bigint | undefined {
  if (digits === "0b" || digits === "0x") return undefined;
  if (/^0[bx]/.test(digits)) return BigInt(digits);
  return digits.startsWith("0") && digits !== "0" ? BigInt(`0o${digits.slice(1) || "0"}`) : BigInt(digits);
}
