import { isObject } from "@lintel/core/json";
import {
  type ChatUsage,
  type Line,
  type PriceRow,
  type Rate,
  type SearchAsked,
  toolSearches,
  toRate,
} from "@lintel/core/pricing";
import { xaiSearches } from "./xai-tokens.ts";

const MEDIUM = "search_context_size_medium";
const BY_PROMPT: Rate = { value: 0.035, exact: { digits: 35n, scale: 3 }, field: MEDIUM };
const MAP_BY_QUERY: Rate = {
  value: 0.014,
  exact: { digits: 14n, scale: 3 },
  field: "google_maps_grounding_cost_per_query",
};
const MAP_BY_PROMPT: Rate = {
  value: 0.025,
  exact: { digits: 25n, scale: 3 },
  field: "google_maps_grounding_cost_per_query",
};
/** LiteLLM's GROQ_BROWSER_VISIT_WEBSITE_COST_PER_CALL. */
const VISIT: Rate = { value: 0.001, exact: { digits: 1n, scale: 3 }, field: "browser_open_requests" };

function lines(bucket: string, quantity: number, rate: Rate | undefined): readonly Line[] {
  return quantity === 0 || rate === undefined ? [] : [{ bucket, quantity, rate }];
}

function mediumRate({ search_context_cost_per_query: costs }: PriceRow): Rate | undefined {
  return isObject(costs) ? toRate(costs[MEDIUM], MEDIUM) : undefined;
}

function isByQuery(row: PriceRow): boolean {
  return row.web_search_billing_unit === "per_query";
}

/** Google's searches: by query, or once for a prompt that was grounded at all. */
function googleSearches(usage: ChatUsage, row: PriceRow): readonly Line[] {
  const requests = usage.promptDetails?.webSearches || toolSearches(usage) || 0;
  const billed = requests > 0 && !isByQuery(row) ? 1 : requests;
  return lines("searches", billed, mediumRate(row) ?? BY_PROMPT);
}

function claudeSearches(usage: ChatUsage, row: PriceRow): readonly Line[] {
  return lines("searches", toolSearches(usage) ?? 0, mediumRate(row));
}

function groqSearches(usage: ChatUsage, row: PriceRow): readonly Line[] {
  const tools = usage.source.server_tool_use;
  const opens = isObject(tools) && typeof tools.browser_open_requests === "number" ? tools.browser_open_requests : 0;
  return [...lines("searches", toolSearches(usage) ?? 0, mediumRate(row)), ...lines("visits", opens, VISIT)];
}

/** Searches of the web that the usage tells (`get_cost_for_web_search_request`); undefined where they are priced by call. */
export function webSearches({ provider, usage, info: { key, row } }: SearchAsked): readonly Line[] | undefined {
  if (provider.startsWith("vertex_ai"))
    return key.toLowerCase().includes("claude") ? claudeSearches(usage, row) : googleSearches(usage, row);
  switch (provider) {
    case "gemini":
      return googleSearches(usage, row);
    case "anthropic":
      return claudeSearches(usage, row);
    case "perplexity":
      return [];
    case "xai":
      return xaiSearches(usage, row);
    case "groq":
      return groqSearches(usage, row);
    default:
      return undefined;
  }
}

/** Google's look-ups on its map. */
export function mapSearches({ provider, usage, info: { row } }: SearchAsked): readonly Line[] {
  const requests = usage.promptDetails?.mapSearches ?? 0;
  if ((provider !== "gemini" && !provider.startsWith("vertex_ai")) || requests <= 0) return [];
  const field = "google_maps_grounding_cost_per_query";
  const rate = toRate(row[field], field) ?? (isByQuery(row) ? MAP_BY_QUERY : MAP_BY_PROMPT);
  return lines("map_searches", isByQuery(row) ? requests : 1, rate);
}
