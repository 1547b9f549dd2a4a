import { PYTHON_SPACE, strip } from "@lintel/core";
import { isArray, isInt, type Json, type JsonObject, type Num, pythonRepr } from "@lintel/core/json";

/** A parameter as the query writes it, empty where there is none; or why it cannot be written. */
export type Written = { readonly text: string } | { readonly wrong: string };

const RANGE = "\\p{Nd}+(?:-\\p{Nd}+)?";
const PAGES = new RegExp(
  `^${PYTHON_SPACE}*${RANGE}(?:${PYTHON_SPACE}*,${PYTHON_SPACE}*${RANGE})*${PYTHON_SPACE}*$`,
  "u",
);
const FEATURE = /^[A-Za-z][A-Za-z0-9]*$/;

const NEITHER = "`pages` must be a list[int] (0-based, Mistral-style) or a string like '1-3,5,7-9'.";

function exact(value: number | Num): bigint {
  return BigInt(typeof value === "number" ? value : value.source);
}

/** Indices from 0 as page numbers from 1, each once, ascending. */
function toNumbers(indices: readonly (number | Num)[]): Written {
  const numbers = [...new Set(indices.map(exact))].sort((a, b) => (a < b ? -1 : 1));
  if (numbers.some((it) => it < 0n)) return { wrong: "`pages` integers must be >= 0 (Mistral 0-based indices)" };
  return { text: numbers.map((it) => String(it + 1n)).join(",") };
}

function isText(value: Json): value is string {
  return typeof value === "string";
}

function listed(pages: readonly Json[]): Written {
  if (pages.length === 0) return { text: "" };
  if (pages.some((it) => typeof it === "boolean")) return { wrong: "`pages` must be integers, not booleans" };
  if (pages.every(isInt)) return toNumbers(pages);
  if (!pages.every(isText)) return { wrong: NEITHER };
  const joined = pages.map(strip).join(",");
  if (PAGES.test(joined)) return { text: joined };
  const text = `Invalid \`pages\` list for Azure Document Intelligence: ${pythonRepr(pages)}. Expected tokens like '1' or '3-5'.`;
  return { wrong: text };
}

/** `pages` as Azure counts them: from 1, in ranges. */
export function toPages({ pages = null }: JsonObject): Written {
  if (pages === null) return { text: "" };
  if (isArray(pages)) return listed(pages);
  if (!isText(pages)) return { wrong: NEITHER };
  if (PAGES.test(pages)) return { text: pages.replaceAll(" ", "") };
  const text = `Invalid \`pages\` string for Azure Document Intelligence: ${pythonRepr(pages)}. Expected format like '1-3,5,7-9'.`;
  return { wrong: text };
}

/** `features` as names with commas between. */
export function toFeatures({ features = null }: JsonObject): Written {
  if (features === null || (isArray(features) && features.length === 0)) return { text: "" };
  const names = isArray(features) ? features : isText(features) ? features.split(",") : [null];
  const tokens = names.map((it) => (isText(it) ? strip(it) : ""));
  if (tokens.every((it) => FEATURE.test(it))) return { text: tokens.join(",") };
  return {
    wrong: `Invalid \`features\` for Azure Document Intelligence: ${pythonRepr(features)}. Expected a list of feature names or a comma-separated string like 'keyValuePairs' or 'keyValuePairs,languages'.`,
  };
}
