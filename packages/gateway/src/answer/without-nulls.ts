import { entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";

/** Members that are plain dictionaries for LiteLLM's models: what stands in them is told as it is. */
const DICTIONARIES: ReadonlySet<string> = new Set(["provider_specific_fields", "parameters", "input", "metadata"]);

function isNullFree(value: Json): boolean {
  if (value === null) return false;
  if (typeof value !== "object") return true;
  if (isArray(value)) {
    for (const item of value) if (item !== null && !isNullFree(item)) return false;
    return true;
  }
  if (!isObject(value)) return true;
  for (const name in value) {
    const member = value[name];
    if (member === undefined || DICTIONARIES.has(name)) continue;
    if (!isNullFree(member)) return false;
  }
  return true;
}

function pruned(value: Json): Json {
  if (isArray(value)) return value.map((item) => (item === null ? null : pruned(item)));
  if (!isObject(value)) return value;
  const kept = entries(value).filter(([, member]) => (member ?? null) !== null);
  return object(kept.map(([name, member]) => [name, DICTIONARIES.has(name) ? member : pruned(member)]));
}

/** A choice without nulls, but for a message that says nothing: that it does so is put back. */
function restored(choice: Json, told: Json | undefined): Json {
  if (!isObject(choice) || !isObject(told) || !isObject(choice.message) || !isObject(told.message)) return choice;
  return told.message.content === null ? { ...choice, message: { ...choice.message, content: null } } : choice;
}

/** A model of LiteLLM's without nulls. */
function told(name: string, member: Json): Json {
  const made = pruned(member);
  if (name !== "choices" || !isArray(made) || !isArray(member)) return made;
  return made.map((choice, at) => restored(choice, member[at]));
}

/** The members of an answer that are models of LiteLLM's; others are plain dictionaries. */
const MODELS: ReadonlySet<string> = new Set(["choices", "usage"]);

function isBare(value: JsonObject): boolean {
  for (const name in value) {
    const member = value[name];
    if (member === null || (member !== undefined && MODELS.has(name) && !isNullFree(member))) return false;
  }
  return true;
}

/** An answer as FastAPI prints a model with `exclude_none`: no member that is null, but in dictionaries. */
export function withoutNulls(value: JsonObject): JsonObject {
  if (isBare(value)) return value;
  const kept = entries(value).filter(([, member]) => (member ?? null) !== null);
  return object(kept.map(([name, member]) => [name, MODELS.has(name) ? told(name, member) : member]));
}
