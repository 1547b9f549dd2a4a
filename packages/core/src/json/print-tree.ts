import { isArray, type Json, type JsonObject } from "./json.ts";
import { printNatively } from "./native.ts";
import { isNum, num } from "./num.ts";
import { keys } from "./order.ts";
import { isBare } from "./quote.ts";
import { integer } from "./spell.ts";
import type { Refuse, Style } from "./styles.ts";

interface Printing {
  readonly style: Style;
  readonly refuse: Refuse;
  /** What stands between a member's end and the next one's key, and between its key and its value, quotes included. */
  readonly next: string;
  readonly close: string;
  depth: number;
}

/** Prints a value as its style does, member by member. */
export function printTree(value: Json, { style, refuse }: { readonly style: Style; readonly refuse: Refuse }): string {
  return printValue(value, { style, refuse, next: `${style.item}"`, close: `"${style.colon}`, depth: 0 });
}

// Functions of the module rather than of each call: what the engine optimised survives its garbage collections.
function printValue(json: Json | undefined, printing: Printing): string {
  if (typeof json === "string") return isBare(json) ? `"${json}"` : printing.style.quote(json, printing.refuse);
  if (typeof json === "number") return Number.isSafeInteger(json) ? String(json) : printNumber(json, printing);
  if (typeof json === "boolean") return json ? "true" : "false";
  if (json === null || json === undefined) return "null";
  return isArray(json) ? printArray(json, printing) : printObject(json as JsonObject, printing);
}

function printNumber(json: number, { style, refuse }: Printing): string {
  return Number.isInteger(json) ? style.num(num("int", integer(json)), refuse) : style.float(json, refuse);
}

function printArray(json: readonly Json[], printing: Printing): string {
  if (isTooDeep(printing)) return "";
  if (json.length === 0) return "[]";
  const { item } = printing.style;
  printing.depth++;
  let text = `[${printValue(json[0], printing)}`;
  for (let at = 1; at < json.length; at++) text += item + printValue(json[at], printing);
  printing.depth--;
  return `${text}]`;
}

function printObject(json: JsonObject, printing: Printing): string {
  const names = keys(json);
  // A `Num` begins with its kind: asking every object for the brand costs a tenth of the whole.
  if (names[0] === "kind" && isNum(json)) return printing.style.num(json, printing.refuse);
  if (isTooDeep(printing)) return "";
  const { next, close } = printing;
  printing.depth++;
  let text = "";
  for (const key of names) {
    const value = json[key];
    if (value === undefined) continue;
    const head = isBare(key)
      ? (text === "" ? '{"' : next) + key + close
      : quotedHead(key, { printing, isFirst: text === "" });
    text += head + printMember(value, printing);
  }
  printing.depth--;
  return text === "" ? "{}" : `${text}}`;
}

// An answer with one `Num` beside its texts is printed by JSON.stringify but for that.
function printMember(value: Json, printing: Printing): string {
  if (printing.depth !== 1 || typeof value !== "object" || value === null) return printValue(value, printing);
  const { isNative, depth } = printing.style;
  return printNatively(value, { isNative, depth: depth - 1 }) ?? printValue(value, printing);
}

function quotedHead(
  key: string,
  { printing, isFirst }: { readonly printing: Printing; readonly isFirst: boolean },
): string {
  const { style, refuse } = printing;
  return (isFirst ? "{" : style.item) + style.quote(key, refuse) + style.colon;
}

function isTooDeep({ depth, style, refuse }: Printing): boolean {
  if (depth < style.depth) return false;
  refuse("Recursion limit reached");
  return true;
}
