import {
  type Held,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  keys,
  overlaid,
  sameCanonical,
} from "./json/index.ts";
import { isOddName } from "./json/order.ts";

/** A value in which others differ at some places alone. */
export type Form =
  | { readonly is: "same"; readonly value: Json }
  /** The one of this number of what is held. */
  | { readonly is: "held"; readonly at: number }
  | { readonly is: "list"; readonly items: readonly Form[] }
  | { readonly is: "object"; readonly like: JsonObject; readonly changed: readonly (readonly [string, Form])[] };

/** Two values made of two lists of what is held, of which no one is like another. */
export interface Made {
  readonly one: Json;
  readonly other: Json;
  readonly held: readonly Held[];
  readonly otherHeld: readonly Held[];
}

function listForm({ one, other, ...held }: Made): Form | undefined {
  if (!isArray(one) || !isArray(other) || one.length !== other.length) return undefined;
  const items: Form[] = [];
  for (const [at, item] of one.entries()) {
    const form = formOf({ one: item, other: other[at] ?? null, ...held });
    if (form === undefined) return undefined;
    items.push(form);
  }
  return { is: "list", items };
}

function objectForm({ one, other, ...held }: Made): Form | undefined {
  if (!isObject(one) || !isObject(other)) return undefined;
  const names = keys(one);
  const theirs = keys(other);
  if (names.length !== theirs.length || names.some(isOddName)) return undefined;
  const changed: (readonly [string, Form])[] = [];
  for (const [at, name] of names.entries()) {
    const form = formOf({ one: one[name] ?? null, other: other[name] ?? null, ...held });
    if (form === undefined || name !== theirs[at]) return undefined;
    if (form.is !== "same") changed.push([name, form]);
  }
  return { is: "object", like: one, changed };
}

/** What two values have in common, if they differ only in what is held; undefined where they differ in more. */
export function formOf({ one, other, held, otherHeld }: Made): Form | undefined {
  if (sameCanonical(one, other) === undefined) return { is: "same", value: one };
  if (typeof one === "string" || typeof one === "number") {
    const at = held.findIndex((it, index) => it === one && otherHeld[index] === other);
    return at === -1 ? undefined : { is: "held", at };
  }
  return isArray(one) ? listForm({ one, other, held, otherHeld }) : objectForm({ one, other, held, otherHeld });
}

/** The value of a form in which this is held. */
export function formed(form: Form, held: readonly Held[]): Json {
  switch (form.is) {
    case "same":
      return form.value;
    case "held":
      return held[form.at] ?? null;
    case "list":
      return form.items.map((item) => formed(item, held));
    case "object": {
      const made = overlaid<Record<string, Json>>(form.like, {});
      for (const [name, member] of form.changed) made[name] = formed(member, held);
      return made;
    }
  }
}
