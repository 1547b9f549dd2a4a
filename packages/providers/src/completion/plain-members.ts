import type { Json, JsonObject } from "@lintel/core/json";

/** Whether a value has members: an object, or a `Num`, whose members nobody asks for. */
export function isObjectOf(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a member is absent or null. */
export function isNothing(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** How many members an object has. */
export function size(value: JsonObject): number {
  let members = 0;
  for (const _ in value) members++;
  return members;
}

/** How many of some members are there. */
export function count(members: readonly (Json | undefined)[]): number {
  let found = 0;
  for (const member of members) if (member !== undefined) found++;
  return found;
}
