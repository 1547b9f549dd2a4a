import { pythonStr, pythonType, truthy } from "@lintel/core";
import { entries, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { shortName } from "./tool-name.ts";
import { markerOf, type Placed, placed, type Way } from "./way.ts";

/** Tools that the provider of the messages API brings itself, by the start of their type. */
const HOSTED = ["web_search", "bash", "text_editor", "code_execution", "web_fetch", "memory", "tool_search_tool"];
const OWN_KEYS = ["name", "type", "input_schema", "description", "cache_control", "strict"];
const MAPPED = [...OWN_KEYS, "eager_input_streaming"];

/** Chat's tools, and the caller's names of those whose own had to be shortened. */
export interface CrossedTools {
  readonly tools: readonly JsonObject[];
  readonly names: ReadonlyMap<string, string>;
  readonly isSearching: boolean;
  /** For each tool the pointer of the caller's. */
  readonly origins: readonly string[];
}

function isSearch({ type = "", name = "", input_schema: schema }: JsonObject): boolean {
  return (typeof type === "string" && type.startsWith("web_search")) || (name === "web_search" && schema === undefined);
}

/** Tools in a provider's own words: they go over as they are. */
function isForeign(tool: JsonObject): boolean {
  if (tool.type === "function" && tool.function !== undefined) return true;
  const [only, ...others] = entries(tool);
  return only !== undefined && others.length === 0 && !OWN_KEYS.includes(only[0]) && isObject(only[1]);
}

function nameOf({ name }: JsonObject, index: number): string {
  const isNamed = name !== undefined && name !== null && !(typeof name === "string" && name.trim() === "");
  return isNamed ? pythonStr(name) : `litellm_unnamed_tool_${index}`;
}

/** The schema, with what else the tool has: LiteLLM takes all it does not know for arguments of the tool's. */
function parametersOf(tool: JsonObject, at: string, { note }: Way): JsonObject {
  const others = entries(tool).filter(([key]) => !MAPPED.includes(key));
  for (const [key] of others)
    note({ pointer: `${at}/${key}`, action: "converted", reason: "chat has no such member: it goes into the schema" });
  const { input_schema: schema } = tool;
  if (others.length === 0) return schema === undefined ? {} : { parameters: schema };
  return { parameters: object([...(isObject(schema) ? entries(schema) : []), ...others]) };
}

function eagerOf(tool: JsonObject, at: string, way: Way): JsonObject {
  const { eager_input_streaming: own = null, function: called } = tool;
  const inner = isObject(called) ? (called.eager_input_streaming ?? null) : null;
  const eager = own ?? inner;
  if (eager === null) return {};
  if (typeof eager === "boolean") return { eager_input_streaming: eager };
  way.refuse({ at: `${at}/eager_input_streaming`, text: "eager_input_streaming must be a boolean", isRefused: true });
  return {};
}

function functionTool(
  tool: JsonObject,
  { name, at }: { readonly name: string; readonly at: string },
  way: Way,
): JsonObject {
  const short = shortName(name);
  if (short !== name)
    way.note({ pointer: `${at}/name`, action: "renamed", reason: "chat's names have at most 64 characters" });
  const { description, strict } = tool;
  const called: JsonObject = {
    name: short,
    ...parametersOf(tool, at, way),
    ...(description !== undefined && { description }),
    ...(strict !== undefined && { strict: truthy(strict) }),
  };
  return { type: "function", function: called, ...eagerOf(tool, at, way), ...markerOf(way, { value: tool, at }) };
}

function crossed(
  tool: JsonObject,
  { index, at }: { readonly index: number; readonly at: string },
  way: Way,
): JsonObject {
  const { type = "" } = tool;
  if (typeof type !== "string")
    way.refuse({ at: `${at}/type`, text: `'${pythonType(type)}' object has no attribute 'startswith'` });
  const isHosted = typeof type === "string" && HOSTED.some((start) => type.startsWith(start));
  return isHosted || isForeign(tool) ? tool : functionTool(tool, { name: nameOf(tool, index), at }, way);
}

function toolsIn(value: Json | undefined, way: Way): readonly { readonly tool: JsonObject; readonly at: string }[] {
  return placed(value, "/tools").flatMap(({ value: tool, at }: Placed) => {
    if (isObject(tool)) return [{ tool, at }];
    way.refuse({ at, text: `'${pythonType(tool)}' object has no attribute 'get'` });
    return [];
  });
}

/** The request's tools in chat's words. */
export function chatTools(value: Json | undefined, way: Way): CrossedTools {
  const all = toolsIn(value, way);
  const searches = all.filter(({ tool }) => isSearch(tool));
  for (const { at } of searches)
    way.note({ pointer: at, action: "converted", reason: "web_search_options, without the tool's own settings" });
  const regular = all.filter(({ tool }) => !isSearch(tool));
  const tools = regular.map(({ tool, at }, index) => crossed(tool, { index, at }, way));
  const long = regular.flatMap(({ tool }, index) => {
    const name = nameOf(tool, index);
    const short = shortName(name);
    return short === name || tools[index] === tool ? [] : [[short, name] as const];
  });
  return {
    tools,
    names: new Map(long),
    isSearching: searches.length > 0,
    origins: regular.map(({ at }) => at),
  };
}
