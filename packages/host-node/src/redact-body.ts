import { redactSecrets } from "@lintel/core";
import { entries, isArray, isObject, type Json, object } from "@lintel/core/json";

// A name such as "api_key" makes a credential of a value that does not look like one.
function redactMember(name: string, value: Json): Json {
  if (typeof value !== "string") return redactBody(value);
  const isNamed = !redactSecrets(`${name}=${value}`).startsWith(`${name}=`);
  return isNamed ? "REDACTED" : redactSecrets(value);
}

/** The value with everything in its texts that looks like a credential as `REDACTED`. */
export function redactBody(value: Json): Json {
  if (typeof value === "string") return redactSecrets(value);
  if (isArray(value)) return value.map(redactBody);
  return isObject(value) ? object(entries(value).map(([name, member]) => [name, redactMember(name, member)])) : value;
}
