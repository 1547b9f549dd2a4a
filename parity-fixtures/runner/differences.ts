import { type Json, keys, pointer, relay, sameValue } from "@lintel/core/json";
import { isObject } from "./case.ts";

/** One place where two JSON values part. */
export interface Difference {
  readonly path: string;
  /** Absent on the side that has no such member. */
  readonly theirs?: string;
  readonly ours?: string;
  readonly what: "value" | "spelling" | "order of keys" | "length";
}

/**
 * Every place where the values are not the same in canonical form, in document order. Numbers are compared as they were
 * written: parse with `sources`.
 */
export function* differences(theirs: Json, ours: Json, path: readonly (string | number)[] = []): Generator<Difference> {
  const at = pointer(path);
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    for (const [index, member] of theirs.entries()) {
      const other = ours[index];
      if (other !== undefined) yield* differences(member, other, [...path, index]);
    }
    if (theirs.length !== ours.length)
      yield { path: at, theirs: String(theirs.length), ours: String(ours.length), what: "length" };
    return;
  }
  if (isObject(theirs) && isObject(ours)) {
    const [left, right] = [keys(theirs), keys(ours)];
    for (const key of new Set([...left, ...right])) {
      const [member, other] = [theirs[key], ours[key]];
      const here = [...path, key];
      if (member === undefined && other !== undefined) yield { path: pointer(here), ours: relay(other), what: "value" };
      else if (member !== undefined && other === undefined)
        yield { path: pointer(here), theirs: relay(member), what: "value" };
      else if (member !== undefined && other !== undefined) yield* differences(member, other, here);
    }
    const common = left.filter((key) => right.includes(key));
    if (common.join("\n") !== right.filter((key) => left.includes(key)).join("\n")) {
      yield { path: at, theirs: left.join(", "), ours: right.join(", "), what: "order of keys" };
    }
    return;
  }
  const [said, says] = [relay(theirs), relay(ours)];
  if (said === says) return;
  yield { path: at, theirs: said, ours: says, what: sameValue(theirs, ours) === undefined ? "spelling" : "value" };
}
