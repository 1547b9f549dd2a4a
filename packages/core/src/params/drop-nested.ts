import { entries, isArray, isObject, type Json, type JsonObject, object, pointer } from "../json/index.ts";
import type { Loss } from "../loss.ts";

/** Whether a name of `additional_drop_params` is a path into a parameter (`tools[*].function.strict`). */
export function isNestedPath(name: string): boolean {
  return name.includes(".") || name.includes("[");
}

/** The steps of such a path. */
export function pathSteps(path: string): readonly string[] {
  // A bracket that none closes parts names as a dot does; looked for by the expression, its end is sought from each of them.
  const last = path.lastIndexOf("]") + 1;
  const closed = `${path.slice(0, last)}${path.slice(last).replaceAll("[", ".")}`;
  return closed.match(/[^.[]+|\[[^\]]*\]/g) ?? [];
}

/** The element an index step means, `undefined` if it is none. */
function indexOf(step: string): number | undefined {
  const text = step.slice(1, -1).trim();
  return /^\+?\d+$/.test(text) ? Number(text) : undefined;
}

function dropInArray(value: readonly Json[], [step = "", ...rest]: readonly string[]): Json {
  if (rest.length === 0) return value;
  const only = step === "[*]" ? undefined : (indexOf(step) ?? -1);
  return value.map((item, at) => (only === undefined || only === at ? dropSteps(item, rest) : item));
}

function dropInObject(value: JsonObject, [step = "", ...rest]: readonly string[]): Json {
  const held = value[step];
  if (held === undefined || step.startsWith("[")) return value;
  if (rest.length === 0) return object(entries(value).filter(([key]) => key !== step));
  const wantsArray = rest[0]?.startsWith("[") === true;
  if (wantsArray ? !isArray(held) : !isObject(held)) return value;
  return object(entries(value).map(([key, item]) => [key, key === step ? dropSteps(item, rest) : item]));
}

function dropSteps(value: Json, steps: readonly string[]): Json {
  if (isArray(value)) return steps[0]?.startsWith("[") === true ? dropInArray(value, steps) : value;
  return isObject(value) ? dropInObject(value, steps) : value;
}

/** The parameters without what the nested paths among `additional_drop_params` lead to; elements of arrays stay. */
export function dropNested(params: JsonObject, paths: readonly string[]): JsonObject {
  return paths.filter(isNestedPath).reduce<JsonObject>((left, path) => {
    const steps = pathSteps(path);
    const dropped = steps.length === 0 ? left : dropSteps(left, steps);
    return isObject(dropped) ? dropped : left;
  }, params);
}

/** What `additional_drop_params` takes away. */
export function dropLosses(params: JsonObject, names: readonly string[]): readonly Loss[] {
  const reason = "named in additional_drop_params";
  return names
    .filter((name) => isNestedPath(name) || (Object.hasOwn(params, name) && params[name] !== undefined))
    .map((name) => ({
      pointer: pointer(isNestedPath(name) ? pathSteps(name).map((step) => step.replace(/^\[|\]$/g, "")) : [name]),
      action: "dropped",
      reason,
    }));
}
