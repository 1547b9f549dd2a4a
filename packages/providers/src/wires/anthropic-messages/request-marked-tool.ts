import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { put, without } from "./notes.ts";

const POINTS = "cache_control_injection_points";
const SEARCHES: ReadonlySet<Json | undefined> = new Set([
  "tool_search_tool_regex_20251119",
  "tool_search_tool_bm25_20251119",
]);

function controlOf(points: Json | undefined): JsonObject | undefined {
  const point = isArray(points) ? points.find((it) => isObject(it) && it.location === "tool_config") : undefined;
  if (!isObject(point)) return undefined;
  const { control = null } = point;
  if (control === null) return { type: "ephemeral" };
  return isObject(control) ? control : undefined;
}

/** Parameters whose last tool bears the mark a point for tools asks for: LiteLLM's `tools_marked_for_a_tool_config_point`. */
export function withMarkedTool(sent: JsonObject): JsonObject {
  const { tools, [POINTS]: points } = sent;
  const rest = without(sent, POINTS);
  const control = controlOf(points);
  if (control === undefined || !isArray(tools)) return rest;
  if (tools.some((tool) => isObject(tool) && tool.cache_control !== undefined)) return rest;
  const last = tools.findLastIndex((tool) => isObject(tool) && !SEARCHES.has(tool.type));
  return put(
    rest,
    "tools",
    tools.map((tool, at) => (at === last && isObject(tool) ? put(tool, "cache_control", control) : tool)),
  );
}
