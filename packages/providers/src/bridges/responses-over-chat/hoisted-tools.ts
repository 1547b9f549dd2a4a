import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

const TYPE = "additional_tools";

function isHolder(item: Json): item is JsonObject {
  return isObject(item) && item.type === TYPE;
}

/** Tools that stand in the input, with the request's own (`hoist_additional_tools`); `tools` is there where there are such. */
export function hoisted(input: Json, tools: Json): { readonly input: Json; readonly tools?: readonly Json[] } {
  if (!isArray(input)) return { input };
  const holders = input.filter(isHolder);
  if (holders.length === 0) return { input };
  const rest = input.filter((item) => !isHolder(item));
  const more = holders.flatMap(({ tools: held }) => (isArray(held) && held.every(isObject) ? held : []));
  return more.length === 0 ? { input: rest } : { input: rest, tools: [...(isArray(tools) ? tools : []), ...more] };
}
