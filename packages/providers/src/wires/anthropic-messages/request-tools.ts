import { pythonRepr, pythonType } from "@lintel/core";
import { child, entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { type Notes, put, pythonError, without } from "./notes.ts";
import { toMcpServer } from "./request-mcp-server.ts";
import type { ParamRule } from "./request-params.ts";
import { toFunction } from "./request-tool-function.ts";
import { withToolMarks } from "./request-tool-marks.ts";
import { addTools } from "./request-web-search.ts";

/** A tool on its way. */
export interface ToolPlace extends Notes {
  readonly at: string;
}

/** A tool as Anthropic takes it, or a server of tools. */
export type Mapped = { readonly tool: JsonObject } | { readonly server: JsonObject };

const HOSTED: readonly string[] = [
  "web_search",
  "bash",
  "text_editor",
  "code_execution",
  "web_fetch",
  "memory",
  "tool_search_tool",
];

function computer(tool: JsonObject, { raise }: ToolPlace): JsonObject {
  const { type = null, function: given } = tool;
  if (!isObject(given)) return raise(pythonError("'function'"));
  const { parameters, name = "computer" } = given;
  if (parameters === undefined) return raise(pythonError("Missing required parameter: parameters"));
  if (!isObject(parameters)) return raise(pythonError(`'${pythonType(parameters)}' object has no attribute 'get'`));
  const {
    display_width_px: width = null,
    display_height_px: height = null,
    display_number: display = null,
  } = parameters;
  if (width === null || height === null)
    return raise(pythonError("Missing required parameter: display_width_px or display_height_px"));
  return {
    type,
    name,
    display_width_px: width,
    display_height_px: height,
    ...(display !== null && { display_number: display }),
  };
}

function hosted(tool: JsonObject, { raise }: ToolPlace): JsonObject {
  const { type = null } = tool;
  const given = isObject(tool.function) ? tool.function.name : undefined;
  const name = tool.name ?? given;
  if (typeof name !== "string") return raise(pythonError("Missing required parameter: name"));
  return object([["type", type], ["name", name], ...entries(without(tool, "type", "name"))]);
}

function advisor({ model, max_uses: uses = null, caching = null }: JsonObject, { raise }: ToolPlace): JsonObject {
  if (typeof model !== "string") return raise(pythonError("Advisor tool must have a valid model"));
  const more = { ...(uses !== null && { max_uses: uses }), ...(caching !== null && { caching }) };
  return { type: "advisor_20260301", name: "advisor", model, ...more };
}

function toTool(tool: JsonObject, place: ToolPlace): Mapped {
  const { type } = tool;
  if (type === undefined) return { tool: place.raise(pythonError("'type'")) };
  if (typeof type !== "string")
    return { tool: place.raise(pythonError(`'${pythonType(type)}' object has no attribute 'startswith'`)) };
  if (type === "function" || type === "custom") return { tool: toFunction(tool, place) };
  if (type.startsWith("computer_")) return { tool: computer(tool, place) };
  if (HOSTED.some((name) => type.startsWith(name))) return { tool: hosted(tool, place) };
  if (type === "url") return { server: tool };
  if (type === "mcp") return { server: toMcpServer(tool, place) };
  if (type === "advisor_20260301") return { tool: advisor(tool, place) };
  return { tool: place.raise(pythonError(`Unsupported tool type: ${type}`)) };
}

function marked(tool: JsonObject, place: ToolPlace): Mapped {
  const mapped = toTool(tool, place);
  const { function: given = {} } = tool;
  if (!isObject(given))
    return { tool: place.raise(pythonError(`'${pythonType(given)}' object has no attribute 'get'`)) };
  return "tool" in mapped ? { tool: withToolMarks(mapped.tool, { tool, given, ...place }) } : mapped;
}

/** The members of a group, flat ones wrapped as OpenAI's: what codex sends. */
function grouped({ tools }: JsonObject, place: ToolPlace): readonly Mapped[] {
  if (!isArray(tools)) return [];
  return tools.flatMap((nested, index): readonly Mapped[] => {
    if (!isObject(nested)) return [];
    const inner = { ...place, at: child(child(place.at, "tools"), index) };
    if (nested.input_schema !== undefined) return [{ tool: nested }];
    if (nested.function !== undefined) return [marked(nested, inner)];
    if (nested.name !== undefined)
      return [marked({ type: nested.type ?? "function", function: without(nested, "type") }, inner)];
    place.lose({ pointer: inner.at, action: "dropped", reason: "a tool without a name" });
    return [];
  });
}

function mapped(tool: Json, place: ToolPlace): readonly Mapped[] {
  if (!isObject(tool))
    return [{ tool: place.raise(pythonError(`argument of type '${pythonType(tool)}' is not iterable`)) }];
  if (tool.type === "namespace") return grouped(tool, place);
  return [tool.input_schema === undefined ? marked(tool, place) : { tool }];
}

/** OpenAI's tools as Anthropic's own and their servers: LiteLLM's `_map_tools`. */
export const withTools: ParamRule = (sent, value, { lose, raise }) => {
  if (!isArray(value)) return raise(pythonError(`${pythonRepr(value)} is no list of tools`));
  const all = value.flatMap((tool, index) => mapped(tool, { at: child("/tools", index), lose, raise }));
  const added = addTools(
    sent,
    all.flatMap((it) => ("tool" in it ? [it.tool] : [])),
  );
  const servers = all.flatMap((it) => ("server" in it ? [it.server] : []));
  return servers.length === 0 ? added : put(added, "mcp_servers", servers);
};
