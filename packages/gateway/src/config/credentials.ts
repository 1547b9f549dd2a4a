import { entries, isObject, type JsonObject, keys, object } from "@lintel/core/json";
import { type Placed, problemAt } from "./placed.ts";

/** The `credential_values` of `credential_list`, by `credential_name`. */
export type Credentials = ReadonlyMap<string, Placed>;

export type CredentialsRead =
  | { readonly ok: true; readonly credentials: Credentials }
  | { readonly ok: false; readonly problem: string };

/** Reads `credential_list`; of equal names the first counts. */
export function credentialsOf(list: Placed | undefined): CredentialsRead {
  const credentials = new Map<string, Placed>();
  for (const { members, place } of list?.items ?? []) {
    const name = members?.get("credential_name")?.value;
    const values = members?.get("credential_values");
    if (typeof name !== "string" || values === undefined || !isObject(values.value))
      return {
        ok: false,
        problem: problemAt(place, "a credential must have credential_name and credential_values"),
      };
    if (!credentials.has(name)) credentials.set(name, values);
  }
  return { ok: true, credentials };
}

/** The credential that parameters name. */
export function credentialOf(
  { litellm_credential_name: name }: JsonObject,
  credentials: Credentials,
): Placed | undefined {
  return typeof name === "string" ? credentials.get(name) : undefined;
}

/** Parameters with those of the credential they name that they do not give themselves. */
export function withCredential(params: JsonObject, credentials: Credentials): JsonObject {
  const values = credentialOf(params, credentials)?.value ?? null;
  if (!isObject(values)) return params;
  const given = new Set(keys(params));
  return object([...entries(params), ...entries(values).filter(([key, value]) => value !== null && !given.has(key))]);
}
