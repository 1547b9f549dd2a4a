import { truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, pythonRepr } from "@lintel/core/json";
import type { GeneralSettings } from "./config.ts";

type UserSettings = Pick<GeneralSettings, "userHeader" | "customerHeaders" | "demandsUser" | "refusesTags">;

const CUSTOMER = "customer";

// get_customer_user_header_from_mapping
function customersOf(mappings: Json | undefined): readonly string[] {
  const items = isArray(mappings) ? mappings : [mappings ?? null];
  return items.flatMap((item) => {
    if (!isObject(item)) return [];
    const { header_name: name = null, litellm_user_role: role = null } = item;
    const isCustomers = typeof role === "string" && role.toLowerCase() === CUSTOMER;
    return isCustomers && typeof name === "string" && name !== "" ? [name.toLowerCase()] : [];
  });
}

/** A switch as it is told to those whom it refuses. */
function told(value: Json | undefined): string | undefined {
  if (value === undefined || !truthy(value)) return undefined;
  return typeof value === "string" ? value : pythonRepr(value);
}

/** Where a call says whom it is made for, and whether it has to, by `general_settings`. */
export function userSettingsOf(general: JsonObject): UserSettings {
  const { user_header_name: header } = general;
  const userHeader = typeof header === "string" && header.trim() !== "" ? header.toLowerCase() : undefined;
  const mapped = customersOf(general.user_header_mappings);
  const customers = mapped.length === 0 && userHeader !== undefined ? [userHeader] : mapped;
  const [demandsUser, refusesTags] = [told(general.enforce_user_param), told(general.reject_clientside_metadata_tags)];
  return {
    ...(userHeader !== undefined && { userHeader }),
    ...(customers.length > 0 && { customerHeaders: customers }),
    ...(demandsUser !== undefined && { demandsUser }),
    ...(refusesTags !== undefined && { refusesTags }),
  };
}
