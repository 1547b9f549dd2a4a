import { pythonType } from "@lintel/core";
import { entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import type { Crossed } from "./crossed.ts";

function grammar(format: JsonObject): JsonObject {
  const { type = null, grammar: inner = null } = format;
  if (type !== "grammar" || !isObject(inner)) return format;
  const names = ["definition", "syntax"].filter((name) => Object.hasOwn(inner, name));
  return object([["type", "grammar"], ...names.map((name) => [name, inner[name] ?? null] as const)]);
}

function customTool({ name = "", description = null, format = null }: JsonObject): JsonObject {
  return {
    type: "custom",
    name,
    ...(description !== null && { description }),
    ...(isObject(format) && { format: grammar(format) }),
  };
}

function toTool(tool: JsonObject, { raise }: Pick<Crossed, "raise">): JsonObject {
  const { type, function: named = null, custom } = tool;
  if (type === "function") {
    if (!isObject(named)) return raise(`'${pythonType(named)}' object is not subscriptable`);
    const { name, parameters = null, strict = null, description = null } = named;
    if (name === undefined) return raise("'name'");
    return { name, parameters, strict, type: "function", description };
  }
  return type === "custom" && isObject(custom) ? customTool(custom) : tool;
}

/** Chat's tools as the Responses API's: what stands under `function` or `custom` there stands beside the type here. */
export function toTools(tools: Json, crossed: Pick<Crossed, "raise">): Json {
  return isArray(tools) ? tools.map((tool) => (isObject(tool) ? toTool(tool, crossed) : tool)) : tools;
}

/** A web search as one more tool. */
export function withWebSearch(tools: Json | undefined, options: Json): Json {
  const search = object([["type", "web_search"], ...(isObject(options) ? entries(options) : [])]);
  return [...(isArray(tools) ? tools : []), search];
}

/** Chat's choice of a tool as the Responses API's, the name beside the type. */
export function toToolChoice(choice: Json): Json {
  if (!isObject(choice)) return choice;
  const { type = null, name = null } = choice;
  if (type === "auto" || type === "none" || type === "required") return type;
  if (type !== "function" && type !== "custom") return choice;
  if (typeof name === "string" && name !== "") return { type, name };
  const nested = choice[type];
  const inner = isObject(nested) ? nested.name : null;
  return typeof inner === "string" && inner !== "" ? { type, name: inner } : choice;
}
