import { isArray, isObject, type Json, type JsonObject, parse } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";
import { pythonStr } from "../python-text.ts";
import { SEARCH_FUNCTION } from "./search-tool.ts";

/** What the model asks for in one call of the function. */
export type SearchCall = {
  readonly id: string;
  readonly queries: readonly Json[];
  readonly stores: readonly string[];
};

/** What the call of the function may search, and what it searches for where it says nothing. */
export interface Searchable {
  readonly stores: readonly string[];
  readonly input: Json;
  readonly fallbackId: string;
}

function argumentsOf({ arguments: told = null }: JsonObject): JsonObject {
  if (isObject(told)) return told;
  const read = parse(typeof told === "string" && told !== "" ? told : "{}");
  return read.ok && isObject(read.value) ? read.value : {};
}

function queriesOf({ queries = null, query = null }: JsonObject, input: Json): readonly Json[] {
  if (isArray(queries) && queries.length > 0) return queries;
  if (truthy(queries)) return [pythonStr(queries)];
  return [truthy(query) ? query : pythonStr(input)];
}

function searchCall(item: JsonObject, { stores, input, fallbackId }: Searchable): SearchCall {
  const args = argumentsOf(item);
  const { vector_store_id: picked = null } = args;
  const ids = [item.call_id, item.id].filter((id) => truthy(id));
  return {
    id: pythonStr(ids[0] ?? fallbackId),
    queries: queriesOf(args, input),
    stores: typeof picked === "string" && stores.includes(picked) ? [picked] : stores,
  };
}

/** The calls of the search function in an answer (`_execute_file_search_tool_calls`). */
export function searchCalls({ output = null }: JsonObject, of: Searchable): readonly SearchCall[] {
  const items = isArray(output) ? output.filter(isObject) : [];
  return items
    .filter(({ type, name }) => type === "function_call" && name === SEARCH_FUNCTION)
    .map((item) => searchCall(item, of));
}

/** One search: of one store, by one call of the function. */
export interface Search {
  readonly call: number;
  readonly store: string;
  readonly query: Json;
}

/** Searches of one call: the caller names the stores, the model the queries, and each search is a request. */
const MOST_SEARCHES = 200;

/** The searches of these calls, in the order they are made, as many as are made. */
export function searchesOf(calls: readonly SearchCall[]): readonly Search[] {
  const searches: Search[] = [];
  for (const [call, { queries, stores }] of calls.entries())
    for (const query of queries)
      for (const store of stores) {
        if (searches.length === MOST_SEARCHES) return searches;
        searches.push({ call, store, query });
      }
  return searches;
}

/** How many searches of these calls are not made. */
export function unmadeOf(calls: readonly SearchCall[]): number {
  const asked = calls.reduce((sum, { queries, stores }) => sum + queries.length * stores.length, 0);
  return Math.max(0, asked - MOST_SEARCHES);
}
