import { type Fault, pythonType, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Deployment, GatewayConfig } from "../config/config.ts";
import type { ModelGroup } from "../models/model-table.ts";
import type { Dialect } from "./dialect.ts";

/** What the web is searched with: OpenAI's tools. */
const SEARCHES: ReadonlySet<Json | undefined> = new Set(["web_search", "web_search_preview"]);

/** Who may be asked; or why nobody is. */
export type Suited =
  | { readonly suited: true; readonly found: Pick<ModelGroup, "deployments" | "further"> }
  | { readonly suited: false; readonly fault: Fault; readonly retryAfter?: number };

function unreadable(message: string): Suited {
  const fault = { origin: "caller", kind: "BadRequestError", status: 400, message } as const;
  return { suited: false, fault };
}

/** Seconds that LiteLLM keeps deployments from being asked again: they are told though none of these fails. */
const COOLDOWN = 5;

// RouterRateLimitError
function nobody(model: string): Suited {
  const message = `No deployments available for selected model, Try again in ${COOLDOWN} seconds. Passed model=${model}. pre-call-checks=False, cooldown_list=[]`;
  const fault = { origin: "caller", kind: "RateLimitError", status: 429, message, type: "rate_limit_error" } as const;
  return { suited: false, fault, retryAfter: COOLDOWN };
}

/** What Python's `for` finds in a value, of a text its first letters at least; undefined where it finds nothing to go through. */
function itemsOf(value: Json): readonly Json[] | undefined {
  if (isObject(value)) return Object.keys(value);
  return typeof value === "string" ? [value] : isArray(value) ? value : undefined;
}

function isSearch(tool: Json): boolean {
  return isObject(tool) && SEARCHES.has(tool.type);
}

/** Why LiteLLM's router cannot tell whether tools search the web: it looks no further than the first that does. */
function troubleOf(tools: Json): string | undefined {
  const items = itemsOf(tools);
  if (items === undefined) return `tools: expected a list, not ${pythonType(tools)}`;
  const last = items.find((tool) => !isObject(tool) || isSearch(tool));
  return last === undefined || isObject(last) ? undefined : `'${pythonType(last)}' object has no attribute 'get'`;
}

interface Asked extends Pick<GatewayConfig, "aliases"> {
  readonly dialect: Dialect;
  /** The model's. */
  readonly name: string;
}

function searches({ info }: Deployment): boolean {
  const { supports_web_search: told = null } = info;
  return told === null || truthy(told);
}

/**
 * Of a group those who may be asked for what a request's tools ask for: where it searches the web, all but those whose `model_info`
 * says that they do not (`filter_web_search_deployments`). A deployment that is named by its id is asked for anything.
 */
export function suited({ tools = null }: JsonObject, found: ModelGroup, { dialect, name, aliases }: Asked): Suited {
  if (!truthy(tools) || found.isById === true) return { suited: true, found };
  const trouble = dialect.checksTools === true ? undefined : troubleOf(tools);
  if (trouble !== undefined) return unreadable(trouble);
  if (itemsOf(tools)?.some(isSearch) !== true) return { suited: true, found };
  const [deployments, ...further] = [found.deployments, ...found.further]
    .map((order) => order.filter(searches))
    .filter((order) => order.length > 0);
  return deployments === undefined
    ? nobody(aliases[name]?.model ?? name)
    : { suited: true, found: { deployments, further } };
}
