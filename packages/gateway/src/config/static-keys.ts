import { isArray, isObject } from "@lintel/core/json";
import type { StaticKey } from "./config.ts";
import type { Placed } from "./placed.ts";

export type StaticKeysRead =
  | { readonly ok: true; readonly keys: readonly StaticKey[] }
  | { readonly ok: false; readonly problem: string };

/** Reads `lintel.static_keys`; a key without a text, or one that is empty, is refused. */
export function staticKeysOf(list: Placed | undefined): StaticKeysRead {
  if (list === undefined || list.value === null) return { ok: true, keys: [] };
  const at = ({ place }: Placed): string => `${place.file}:${place.line}`;
  if (list.items === undefined) return { ok: false, problem: `${at(list)}: lintel.static_keys must be a list` };
  const keys: StaticKey[] = [];
  for (const item of list.items) {
    const { key, alias, models } = isObject(item.value) ? item.value : {};
    if (typeof key !== "string" || key === "")
      return { ok: false, problem: `${at(item)}: a static key must have a key, and its variable must be set` };
    if (alias !== undefined && typeof alias !== "string")
      return { ok: false, problem: `${at(item)}: the alias of a static key must be a text` };
    if (models !== undefined && !(isArray(models) && models.every((model) => typeof model === "string")))
      return { ok: false, problem: `${at(item)}: the models of a static key must be a list of model names` };
    keys.push({ key, ...(alias !== undefined && { alias }), ...(models !== undefined && { models }) });
  }
  return { ok: true, keys };
}
