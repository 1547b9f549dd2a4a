import { entries, isArray, isObject, type Json, type JsonObject, object } from "../json/index.ts";
import { EPHEMERAL } from "./cache-marks.ts";

const UNCACHED: readonly Json[] = ["tool_search_tool_regex_20251119", "tool_search_tool_bm25_20251119"];

/** LiteLLM's `tools_marked_for_a_tool_config_point`: tools with the mark of a `tool_config` point on the last that is cached, unless the caller marks one. */
export function markTools(tools: Json | undefined, points: readonly JsonObject[]): Json | undefined {
  const point = points.find(({ location }) => location === "tool_config");
  const list = isArray(tools) ? tools : [];
  const isOwn = list.some((tool) => isObject(tool) && tool.cache_control !== undefined);
  const control = point?.control ?? EPHEMERAL;
  const last = list.findLastIndex((tool) => isObject(tool) && !UNCACHED.includes(tool.type ?? null));
  const tool = list[last];
  if (point === undefined || isOwn || !isObject(tool) || !isObject(control)) return tools;
  const marked = object([...entries(tool), ["cache_control", control]]);
  return list.map((it, at) => (at === last ? marked : it));
}
