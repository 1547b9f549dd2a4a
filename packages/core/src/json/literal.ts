import { parse } from "./parse.ts";
import { isBare, isUnescaped } from "./quote.ts";

/** The text a string literal stands for, its quotes left out; undefined for none. */
export function literal(source: string): string | undefined {
  if (isBare(source) || isUnescaped(source)) return source;
  const read = parse(`"${source}"`);
  return read.ok && typeof read.value === "string" ? read.value : undefined;
}
