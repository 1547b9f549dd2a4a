import { markTools } from "@lintel/core";
import { isArray, isObject, type JsonObject } from "@lintel/core/json";
import { put, without } from "./notes.ts";

const POINTS = "cache_control_injection_points";

/** Parameters whose last tool bears the mark a point for tools asks for. */
export function withMarkedTool(sent: JsonObject): JsonObject {
  const { tools, [POINTS]: points } = sent;
  const marked = markTools(tools, isArray(points) ? points.filter(isObject) : []);
  const rest = without(sent, POINTS);
  return marked === undefined || marked === tools ? rest : put(rest, "tools", marked);
}
