import { entries, isObject, type JsonObject, keys, object } from "@lintel/core/json";
import type { Placed } from "./placed.ts";

/** The values of `credential_list`, by `credential_name`. */
export type Credentials = ReadonlyMap<string, JsonObject>;

export type CredentialsRead =
  | { readonly ok: true; readonly credentials: Credentials }
  | { readonly ok: false; readonly problem: string };

/** Reads `credential_list`; of equal names the first counts. */
export function credentialsOf(list: Placed | undefined): CredentialsRead {
  const credentials = new Map<string, JsonObject>();
  for (const { value, place } of list?.items ?? []) {
    const name = isObject(value) ? value.credential_name : undefined;
    const values = isObject(value) ? value.credential_values : undefined;
    if (typeof name !== "string" || !isObject(values))
      return {
        ok: false,
        problem: `${place.file}:${place.line}: a credential must have credential_name and credential_values`,
      };
    if (!credentials.has(name)) credentials.set(name, values);
  }
  return { ok: true, credentials };
}

/** Parameters with those of the credential they name that they do not give themselves. */
export function withCredential(params: JsonObject, credentials: Credentials): JsonObject {
  const name = params.litellm_credential_name;
  const values = typeof name === "string" ? credentials.get(name) : undefined;
  if (values === undefined) return params;
  const given = new Set(keys(params));
  return object([...entries(params), ...entries(values).filter(([key, value]) => value !== null && !given.has(key))]);
}
