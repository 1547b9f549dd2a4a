import { isArray, type Json, type JsonObject } from "./json.ts";
import { isNum } from "./num.ts";
import { startsWithDigit } from "./order.ts";

/** A value to compare others with: the same as here, whatever text or number stands there, or a branch of such. */
export type Pattern =
  | { readonly is: "same"; readonly value: Json }
  | { readonly is: "text" | "number" }
  | { readonly is: "list"; readonly items: readonly Pattern[] }
  | { readonly is: "object"; readonly names: readonly string[]; readonly members: readonly Pattern[] };

function isCount(value: Json): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && !Object.is(value, -0);
}

function listPattern(one: readonly Json[], other: readonly Json[]): Pattern | undefined {
  if (one.length !== other.length) return undefined;
  const items: Pattern[] = [];
  for (let at = 0; at < one.length; at++) {
    const item = patternOf(one[at] ?? null, other[at] ?? null);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { is: "list", items };
}

function objectPattern(one: JsonObject, other: JsonObject): Pattern | undefined {
  const names = Object.keys(one);
  const theirs = Object.keys(other);
  // The engine does not tell the order of such members.
  if (names.length !== theirs.length || startsWithDigit(names[0])) return undefined;
  const members: Pattern[] = [];
  for (let at = 0; at < names.length; at++) {
    const name = names[at] ?? "";
    const [own, their] = [one[name], other[name]];
    // A member without a value is not printed.
    if (own === undefined || their === undefined || name !== theirs[at]) return undefined;
    const member = patternOf(own, their);
    if (member === undefined) return undefined;
    members.push(member);
  }
  return { is: "object", names, members };
}

/** What two values have in common, if they differ in nothing but texts and whole numbers. */
export function patternOf(one: Json, other: Json): Pattern | undefined {
  if (one === other && (typeof one !== "object" || one === null)) return { is: "same", value: one };
  if (typeof one === "string" && typeof other === "string") return { is: "text" };
  if (isCount(one) && isCount(other)) return { is: "number" };
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return undefined;
  if (isNum(one) || isNum(other)) return one === other ? { is: "same", value: one } : undefined;
  if (isArray(one)) return isArray(other) ? listPattern(one, other) : undefined;
  return isArray(other) ? undefined : objectPattern(one, other as JsonObject);
}

function listFits(items: readonly Pattern[], value: Json, found: (string | number)[]): boolean {
  if (!isArray(value) || value.length !== items.length) return false;
  for (let at = 0; at < items.length; at++) {
    const item = items[at];
    if (item === undefined || !fits(item, value[at] ?? null, found)) return false;
  }
  return true;
}

function objectFits(pattern: Extract<Pattern, { is: "object" }>, value: Json, found: (string | number)[]): boolean {
  if (typeof value !== "object" || value === null || isArray(value)) return false;
  const { names, members } = pattern;
  let at = 0;
  for (const name in value) {
    const member = members[at];
    const held = (value as JsonObject)[name];
    if (member === undefined || held === undefined || name !== names[at]) return false;
    if (!fits(member, held, found)) return false;
    at++;
  }
  return at === names.length;
}

/** Whether a value is as its pattern, and what stands where others may differ, in order. */
export function fits(pattern: Pattern, value: Json, found: (string | number)[]): boolean {
  switch (pattern.is) {
    case "same":
      return pattern.value === value;
    case "text":
      return typeof value === "string" && found.push(value) > 0;
    case "number":
      return isCount(value) && found.push(value) > 0;
    case "list":
      return listFits(pattern.items, value, found);
    case "object":
      return objectFits(pattern, value, found);
  }
}

/** A value of a pattern with these texts and numbers in it. */
export function filled(pattern: Pattern, holes: readonly (string | number)[]): Json {
  let next = 0;
  const fill = (it: Pattern): Json => {
    switch (it.is) {
      case "same":
        return it.value;
      case "text":
      case "number":
        return holes[next++] ?? null;
      case "list":
        return it.items.map(fill);
      case "object":
        return Object.fromEntries(
          it.names.map((name, at) => [name, fill(it.members[at] ?? { is: "same", value: null })]),
        );
    }
  };
  return fill(pattern);
}
