import { isArray, type Json, type JsonObject } from "@lintel/core/json";
import type { GeneralSettings } from "./config.ts";
import { type Placed, problemAt } from "./placed.ts";
import { isText, isTextList } from "./text-list.ts";

type Restrictions = Pick<GeneralSettings, "allowedIps" | "allowedRoutes">;

const NAMES = ["allowed_ips", "allowed_routes"] as const;

/** The texts of a list; undefined for a value that is no list. */
function textsOf(value: Json | undefined): readonly string[] | undefined {
  return isArray(value) ? value.filter(isText) : undefined;
}

/** Who may ask and for what, by `general_settings`; an item that names an unset variable allows nothing. */
export function restrictionsOf({ allowed_ips, allowed_routes }: JsonObject): Restrictions {
  const [allowedIps, allowedRoutes] = [textsOf(allowed_ips), textsOf(allowed_routes)];
  return { ...(allowedIps && { allowedIps }), ...(allowedRoutes && { allowedRoutes }) };
}

/**
 * Restrictions that are no lists of texts, as problems. They are read as they are written, before variables are looked up: a
 * restriction that is itself a variable would restrict nothing where that is not set.
 */
export function misspeltRestrictions(written: Placed): readonly string[] {
  const general = written.members?.get("general_settings")?.members;
  return NAMES.flatMap((name) => {
    const list = general?.get(name);
    if (list === undefined || list.value === null || isTextList(list.value)) return [];
    return [problemAt(list.place, `${name} must be a list of texts`)];
  });
}
