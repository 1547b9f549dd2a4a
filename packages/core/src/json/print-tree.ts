import { isArray, type Json, type JsonObject } from "./json.ts";
import { isNum, num } from "./num.ts";
import { keys } from "./order.ts";
import { isBare } from "./quote.ts";
import { integer } from "./spell.ts";
import type { Refuse, Style } from "./styles.ts";

/** Prints a value as its style does, member by member. */
export function printTree(value: Json, { style, refuse }: { readonly style: Style; readonly refuse: Refuse }): string {
  const next = `${style.item}"`;
  const close = `"${style.colon}`;
  return print(value, 0);

  function print(json: Json, depth: number): string {
    switch (typeof json) {
      case "string":
        return isBare(json, style.highest) ? `"${json}"` : style.quote(json, refuse);
      case "number":
        return printNumber(json);
      case "boolean":
        return json ? "true" : "false";
      default:
        return json === null ? "null" : printBranch(json, depth + 1);
    }
  }

  function printNumber(json: number): string {
    if (Number.isSafeInteger(json)) return String(json);
    return Number.isInteger(json) ? style.num(num("int", integer(json)), refuse) : style.float(json, refuse);
  }

  function printBranch(json: Exclude<Json, null | string | number | boolean>, depth: number): string {
    if (!isArray(json) && isNum(json)) return style.num(json, refuse);
    if (depth > style.depth) {
      refuse("Recursion limit reached");
      return "";
    }
    return isArray(json) ? printArray(json, depth) : printObject(json, depth);
  }

  function printArray(json: readonly Json[], depth: number): string {
    let text = "";
    for (const item of json) text += (text === "" ? "[" : style.item) + print(item, depth);
    return text === "" ? "[]" : `${text}]`;
  }

  function printObject(json: JsonObject, depth: number): string {
    let text = "";
    for (const key of keys(json)) {
      const value = json[key];
      if (value === undefined) continue;
      text += isBare(key, style.highest)
        ? (text === "" ? '{"' : next) + key + close
        : (text === "" ? "{" : style.item) + style.quote(key, refuse) + style.colon;
      text += print(value, depth);
    }
    return text === "" ? "{}" : `${text}}`;
  }
}
