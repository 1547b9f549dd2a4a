import { isArray, type Json, type JsonObject } from "./json.ts";
import { isNum } from "./num.ts";
import { startsWithDigit } from "./order.ts";
import type { Style } from "./styles.ts";

/** What of a style decides whether it is JSON.stringify's, and how deep. */
interface NativeStyle extends Pick<Style, "depth"> {
  readonly isNative?: Style["isNative"] | undefined;
}

/** JSON.stringify's text where it is exactly this style's: small documents take half the time printing by members does. */
export function printNatively(value: Json, { isNative, depth }: NativeStyle): string | undefined {
  if (isNative === undefined || !isPlain(value, { isNative, levels: depth })) return undefined;
  const text = JSON.stringify(value);
  // Lone surrogates are what JSON.stringify alone escapes; a false alarm costs only time.
  return text.includes("\\ud") ? undefined : text;
}

interface Asking {
  readonly isNative: (size: number) => boolean;
  levels: number;
}

function isPlain(json: Json | undefined, asking: Asking): boolean {
  if (typeof json === "number")
    return Number.isInteger(json) ? Number.isSafeInteger(json) : asking.isNative(Math.abs(json));
  if (typeof json !== "object" || json === null) return true;
  if (asking.levels === 0) return false;
  asking.levels--;
  const isBranchPlain = isArray(json) ? areItemsPlain(json, asking) : areMembersPlain(json as JsonObject, asking);
  asking.levels++;
  return isBranchPlain;
}

function areItemsPlain(json: readonly Json[], asking: Asking): boolean {
  for (let at = 0; at < json.length; at++) if (!isPlain(json[at], asking)) return false;
  return true;
}

function areMembersPlain(json: JsonObject, asking: Asking): boolean {
  let isFirst = true;
  for (const name in json) {
    if (isFirst && (startsWithDigit(name) || (name === "kind" && isNum(json)))) return false;
    isFirst = false;
    if (!isPlain(json[name], asking)) return false;
  }
  return true;
}
