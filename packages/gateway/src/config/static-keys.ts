import { isObject, type JsonObject, keys as namesOf } from "@lintel/core/json";
import type { StaticKey } from "./config.ts";
import { type Placed, problemAt } from "./placed.ts";
import { isTextList } from "./text-list.ts";

export type StaticKeysRead =
  | { readonly ok: true; readonly keys: readonly StaticKey[] }
  | { readonly ok: false; readonly problem: string };

const NAMES: ReadonlySet<string> = new Set(["key", "alias", "models", "metrics"]);

/** Reads `lintel.static_keys`; refused are a key that is no text, or empty, or there before, and a member that no key has: a right that is misspelt would be every right. */
export function staticKeysOf(list: Placed | undefined, masterKey: string | undefined): StaticKeysRead {
  if (list === undefined || list.value === null) return { ok: true, keys: [] };
  if (list.items === undefined)
    return { ok: false, problem: problemAt(list.place, "lintel.static_keys must be a list") };
  const keys = new Map<string, StaticKey>();
  for (const item of list.items) {
    const read = staticKeyOf(isObject(item.value) ? item.value : {});
    if (typeof read === "string") return { ok: false, problem: problemAt(item.place, read) };
    if (read.key === masterKey) return { ok: false, problem: problemAt(item.place, "a static key is the master key") };
    if (keys.has(read.key)) return { ok: false, problem: problemAt(item.place, "this static key is there before") };
    keys.set(read.key, read);
  }
  return { ok: true, keys: [...keys.values()] };
}

/** A key, or what is wrong with it. */
function staticKeyOf(item: JsonObject): StaticKey | string {
  const { key, alias, models, metrics } = item;
  const unknown = namesOf(item).find((name) => !NAMES.has(name));
  if (typeof key !== "string" || key === "") return "a static key must have a key, and its variable must be set";
  if (unknown !== undefined) return `a static key has a key, an alias, models and metrics, and no ${unknown}`;
  if (alias !== undefined && typeof alias !== "string") return "the alias of a static key must be a text";
  if (metrics !== undefined && typeof metrics !== "boolean") return "metrics of a static key must be true or false";
  const told = { ...(alias !== undefined && { alias }), ...(metrics !== undefined && { metrics }) };
  if (models === undefined) return { key, ...told };
  if (!isTextList(models)) return "the models of a static key must be a list of model names";
  return { key, ...told, models };
}
