import type { Num } from "./num.ts";
import { hasLoneSurrogate, loneSurrogates, quote, quoteAscii } from "./quote.ts";
import { orjsonFloat, pythonFloat } from "./spell.ts";

/** Says why a value cannot be printed; the first reason counts. */
export type Refuse = (message: string) => void;

/** How one JSON library prints. */
export interface Style {
  readonly item: string;
  readonly colon: string;
  /** Levels of arrays and objects it prints. */
  readonly depth: number;
  readonly quote: (text: string, refuse: Refuse) => string;
  readonly float: (value: number, refuse: Refuse) => string;
  readonly num: (value: Num, refuse: Refuse) => string;
  /** What is asked of the whole text once it is printed. */
  readonly finish?: (text: string, refuse: Refuse) => void;
  /** Whether JavaScript spells a float of this size likewise; absent where native printing cannot serve. */
  readonly isNative?: (size: number) => boolean;
}

const SMALLEST = -(2n ** 63n);
const LARGEST = 2n ** 64n - 1n;

const compact = {
  item: ",",
  colon: ":",
  depth: Number.POSITIVE_INFINITY,
  quote,
  float: pythonFloat,
  num: pythonNum,
  isNative: (size) => size >= 1e-4 && size < 1e16,
} satisfies Style;

/** The printers by name. */
export const styles = {
  pythonDumps: {
    item: ", ",
    colon: ": ",
    depth: Number.POSITIVE_INFINITY,
    quote: quoteAscii,
    float: pythonFloat,
    num: pythonNum,
  },
  pythonCompact: compact,
  wireCompact: { ...compact, float: finiteFloat, num: finiteNum, finish: encode },
  orjson: {
    ...compact,
    depth: 254,
    quote: utf8Quote,
    float: nullableFloat,
    num: orjsonNum,
    isNative: (size) => (size >= 1e-5 ? size < 1e16 : size < 1e-6),
  },
  relay: { ...compact, num: (value) => value.source },
} satisfies Record<string, Style>;

function pythonNum({ kind, value, source }: Num): string {
  return kind === "float" ? pythonFloat(value) : digits(source);
}

function digits(source: string): string {
  return source === "-0" ? "0" : source;
}

function finiteFloat(value: number, refuse: Refuse): string {
  if (!Number.isFinite(value)) refuse("Out of range float values are not JSON compliant");
  return pythonFloat(value);
}

function finiteNum(value: Num, refuse: Refuse): string {
  return value.kind === "float" ? finiteFloat(value.value, refuse) : digits(value.source);
}

/** Python's words for a text that UTF-8 cannot carry; places count code points. */
function encode(text: string, refuse: Refuse): void {
  const found = loneSurrogates(text);
  if (found === undefined) return;
  const { run, at } = found;
  const what =
    run.length === 1
      ? `character '\\u${run.charCodeAt(0).toString(16)}' in position ${at}`
      : `characters in position ${at}-${at + run.length - 1}`;
  refuse(`'utf-8' codec can't encode ${what}: surrogates not allowed`);
}

function utf8Quote(text: string, refuse: Refuse): string {
  if (hasLoneSurrogate(text)) refuse("str is not valid UTF-8: surrogates not allowed");
  return JSON.stringify(text);
}

function nullableFloat(value: number): string {
  return Number.isFinite(value) ? orjsonFloat(value) : "null";
}

function orjsonNum({ kind, value, source }: Num, refuse: Refuse): string {
  if (kind === "float") return nullableFloat(value);
  const exact = BigInt(source);
  if (exact < SMALLEST || exact > LARGEST) refuse("Integer exceeds 64-bit range");
  return digits(source);
}
