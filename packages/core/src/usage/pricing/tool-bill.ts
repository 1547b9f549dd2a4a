import { isArray, isObject, type Json, type JsonObject, numeric } from "../../json/index.ts";
import type { ModelInfo } from "../model-info.ts";
import { type ChatUsage, readUsage, toolSearches } from "../usage-read.ts";
import type { Line } from "./bill.ts";
import type { PriceBook } from "./price-book.ts";
import { type Rate, toRate } from "./rate.ts";

/** An answer whose tools are to be priced. */
export interface ToolsAsked {
  readonly model: string;
  readonly provider: string | undefined;
  readonly response: JsonObject | undefined;
  readonly usage: ChatUsage | undefined;
  /** LiteLLM's `standard_built_in_tools_params`. */
  readonly params: JsonObject;
}

interface Found {
  readonly info: ModelInfo | undefined;
  readonly provider: string | undefined;
}

function ownerOf(row: JsonObject): string | undefined {
  return typeof row.litellm_provider === "string" ? row.litellm_provider : undefined;
}

function infoOf({ model, provider }: ToolsAsked, book: PriceBook): Found {
  const own = book.info({ model, provider });
  if (own.ok) return { info: own.value, provider: provider || ownerOf(own.value.row) };
  const bare = model.includes("/") ? book.info({ model }) : own;
  return bare.ok ? { info: bare.value, provider: ownerOf(bare.value.row) } : { info: undefined, provider };
}

function listed(value: Json | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

/** Whether an answer of a chat holds an annotation of a kind, or one of the responses route an item of it. */
function holds(
  response: JsonObject | undefined,
  { annotation, item }: { readonly annotation: string; readonly item: string },
): boolean {
  if (response === undefined) return false;
  if (isArray(response.output)) return listed(response.output).some(({ type }) => type === item);
  const messages = listed(response.choices).flatMap(({ message }) => (isObject(message) ? [message] : []));
  return messages.flatMap(({ annotations }) => listed(annotations)).some(({ type }) => type === annotation);
}

/** Searches that an answer of Anthropic's messages tells itself. */
function messagesSearches(response: JsonObject | undefined): number | undefined {
  const usage = isObject(response?.usage) ? response.usage : {};
  const tools = isObject(usage.server_tool_use) ? usage.server_tool_use : {};
  return numeric(tools.web_search_requests);
}

function hasServerCalls({ source }: ChatUsage): boolean {
  const details = source.server_side_tool_usage_details;
  return isObject(details) && (numeric(details.web_search_calls) ?? 0) > 0;
}

function hasSearched({ response, usage }: ToolsAsked): boolean {
  if (messagesSearches(response) !== undefined) return true;
  if (holds(response, { annotation: "url_citation", item: "web_search_call" })) return true;
  if (usage === undefined || isArray(response?.output)) return false;
  return usage.promptDetails?.webSearches !== undefined || toolSearches(usage) !== undefined || hasServerCalls(usage);
}

/** How often a model searched, where each call is paid for. */
function callCount(response: JsonObject | undefined): number {
  if (!isArray(response?.output)) return 1;
  const tools = isObject(response.tool_usage) ? response.tool_usage.web_search : undefined;
  const told = isObject(tools) ? numeric(tools.num_requests) : undefined;
  return told ?? Math.max(listed(response.output).filter(({ type }) => type === "web_search_call").length, 1);
}

const SIZES: ReadonlySet<Json> = new Set(["low", "medium", "high"]);

function callRate(info: ModelInfo | undefined, { web_search_options: options }: JsonObject): Rate | undefined {
  const costs = info?.row.search_context_cost_per_query;
  const size = isObject(options) ? (options.search_context_size ?? null) : null;
  const field = `search_context_size_${SIZES.has(size) ? size : "medium"}`;
  return isObject(costs) ? toRate(costs[field], field) : undefined;
}

function searched(asked: ToolsAsked, { info, provider }: Found, book: PriceBook): readonly Line[] {
  const { usage, response } = asked;
  const own = usage && toolSearches(usage) === undefined ? messagesSearches(response) : undefined;
  const told = own === undefined ? usage : withSearches(usage, own);
  const lines =
    info === undefined || told === undefined || provider === undefined
      ? undefined
      : book.rules?.searches({ provider, usage: told, info });
  if (lines !== undefined) return lines;
  const rate = callRate(info, asked.params);
  return rate === undefined ? [] : [{ bucket: "searches", quantity: callCount(response), rate }];
}

function withSearches(usage: ChatUsage | undefined, web_search_requests: number): ChatUsage {
  return readUsage({ ...usage?.source, server_tool_use: { web_search_requests } });
}

/** What an answer's tools cost besides its tokens (`get_cost_for_built_in_tools`). */
export function toolLines(asked: ToolsAsked, book: PriceBook): readonly Line[] {
  const { usage, provider, response, params } = asked;
  const found = infoOf(asked, book);
  const grounded =
    usage?.promptDetails?.mapSearches === undefined || found.info === undefined || found.provider === undefined
      ? []
      : (book.rules?.grounding({ provider: found.provider, usage, info: found.info }) ?? []);
  if (hasSearched(asked)) return [...grounded, ...searched(asked, found, book)];
  if (holds(response, { annotation: "file_citation", item: "file_search_call" })) {
    const { file_search: file } = params;
    return [...grounded, ...(isObject(file) ? (book.rules?.fileSearch(provider, file) ?? []) : [])];
  }
  return [...grounded, ...(book.rules?.tools(provider, params, book) ?? [])];
}
