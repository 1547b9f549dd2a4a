import { isArray, isObject, type Json, type JsonObject } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";

/** The function that stands for the search (`FILE_SEARCH_FUNCTION_NAME`). */
export const SEARCH_FUNCTION = "litellm_file_search";

const SAYS =
  "Search the knowledge base for information relevant to the query. Use this whenever you need to look up specific facts, documents, or content from the vector store. You can provide multiple queries to search for different aspects of the information.";
const QUERIES =
  "One or more search queries to look up in the vector store. Multiple queries help find comprehensive information from different angles.";

/** Whether a tool of the Responses API searches files. */
export function isFileSearch(tool: Json): tool is JsonObject {
  return isObject(tool) && tool.type === "file_search";
}

function searchFunction(stores: readonly string[]): JsonObject {
  return {
    type: "function",
    name: SEARCH_FUNCTION,
    description: SAYS,
    parameters: {
      type: "object",
      properties: {
        queries: { type: "array", items: { type: "string" }, description: QUERIES },
        vector_store_id: { type: "string", description: "ID of the vector store to search.", enum: stores },
      },
      required: ["queries"],
    },
  };
}

/** Tools with one function in place of every search of files, and the stores it may search (`_replace_file_search_tools`). */
export function withSearchFunction(tools: readonly Json[]): {
  readonly tools: readonly Json[];
  readonly stores: readonly string[];
} {
  const told = tools.filter(isFileSearch).flatMap(({ vector_store_ids: ids = null }) => (isArray(ids) ? ids : []));
  const stores = [...new Set(told.filter((id) => typeof id === "string"))];
  const others = tools.filter((tool) => !isFileSearch(tool));
  return { tools: truthy(stores) ? [...others, searchFunction(stores)] : others, stores };
}
