import { entries, isObject, type Json, pythonRepr } from "@lintel/core/json";
import { type Environment, isReference, referenced } from "./references.ts";

/** Variables that a configuration may not set: they decide what programs run, and where they look (`_BLOCKED_ENV_KEYS`). */
export const BLOCKED_VARIABLES: ReadonlySet<string> = new Set([
  "PATH",
  "LD_PRELOAD",
  "LD_LIBRARY_PATH",
  "DYLD_LIBRARY_PATH",
  "DYLD_INSERT_LIBRARIES",
  "PYTHONPATH",
  "PYTHONSTARTUP",
  "PYTHONHOME",
  "HOME",
  "USER",
  "SHELL",
  "LOGNAME",
  "NO_PROXY",
  "no_proxy",
]);

/** The environment with `environment_variables` over it, each as Python's `str` writes it. */
export function environmentOf(variables: Json | undefined, env: Environment): Environment {
  if (!isObject(variables)) return env;
  let made: Environment = env;
  for (const [name, value] of entries(variables)) {
    if (BLOCKED_VARIABLES.has(name)) continue;
    const text = isReference(value) ? referenced(value, made) : written(value);
    if (typeof text === "string") made = { ...made, [name]: text };
  }
  return made;
}

function written(value: Json): string {
  return typeof value === "string" ? value : pythonRepr(value);
}
