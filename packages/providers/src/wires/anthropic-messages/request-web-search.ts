import { pythonRepr, pythonType } from "@lintel/core";
import { entries, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { type Notes, put, pythonError } from "./notes.ts";
import type { ParamRule } from "./request-params.ts";

/** How often a search may be made, by OpenAI's size of its context. */
const MOST_USES: Readonly<Record<string, number>> = { low: 1, medium: 5, high: 10 };
const PLACES: ReadonlySet<string> = new Set(["city", "country", "region", "timezone"]);

/** Tools after those that are there. */
export function addTools(sent: JsonObject, tools: readonly Json[]): JsonObject {
  const { tools: before } = sent;
  return put(sent, "tools", Array.isArray(before) ? [...before, ...tools] : tools);
}

function place(location: Json, { lose, raise }: Notes): JsonObject {
  if (!isObject(location)) return raise(pythonError(`'${pythonType(location)}' object has no attribute 'get'`));
  const approximate = location.approximate ?? null;
  if (approximate === null) {
    lose({ pointer: "/web_search_options/user_location", action: "dropped", reason: "not approximate" });
    return {};
  }
  if (!isObject(approximate)) return raise(pythonError(`'${pythonType(approximate)}' object has no attribute 'items'`));
  const known = entries(approximate).filter(([key]) => PLACES.has(key));
  return { user_location: object([["type", "approximate"], ...known]) };
}

/** OpenAI's web search as Anthropic's own tool. */
export const withWebSearch: ParamRule = (sent, value, { lose, raise }) => {
  if (!isObject(value)) {
    lose({ pointer: "/web_search_options", action: "dropped", reason: "no object" });
    return sent;
  }
  const { user_location: location = null, search_context_size: size = null } = value;
  const where = location === null ? {} : place(location, { lose, raise });
  const uses = typeof size === "string" && Object.hasOwn(MOST_USES, size) ? MOST_USES[size] : undefined;
  if (size !== null && uses === undefined) return raise(pythonError(pythonRepr(size)));
  const most = uses === undefined ? {} : { max_uses: uses };
  return addTools(sent, [{ type: "web_search_20250305", name: "web_search", ...where, ...most }]);
};
