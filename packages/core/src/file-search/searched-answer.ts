import { isArray, isObject, type Json, type JsonObject } from "../json/index.ts";
import { pythonStr } from "../python-text.ts";
import { citations, toldToCaller } from "./results.ts";

/** What was searched for, and what was found. */
export interface Searched {
  readonly id: string;
  readonly queries: readonly Json[];
  readonly results: readonly Json[];
  /** Whether the caller asks for the results. */
  readonly isTold: boolean;
}

/** The first text of an answer (`_extract_text_from_responses_output`). */
function textOf({ output = null }: JsonObject): string {
  const items = isArray(output) ? output.filter(isObject) : [];
  const blocks = items
    .filter(({ type }) => type === "message")
    .flatMap(({ content = null }) => (isArray(content) ? content.filter(isObject) : []));
  const { text = null } = blocks.find(({ type }) => type === "output_text") ?? {};
  return text === null ? "" : pythonStr(text);
}

function searchItem({ id, queries, results, isTold }: Searched): JsonObject {
  const told = isTold && results.length > 0 ? toldToCaller(results) : null;
  // Queries that are no texts do not fit the OpenAI SDK's type, which orders the members.
  return queries.every((query) => typeof query === "string")
    ? { id, queries, status: "completed", type: "file_search_call", results: null, search_results: told }
    : { type: "file_search_call", id, status: "completed", queries, search_results: told };
}

/** An answer as one that searched files itself (`_synthesize_responses_api_response`). */
export function searchedAnswer(answer: JsonObject, searched: Searched): JsonObject {
  const { id = "", created_at = null, model = "", usage = null } = answer;
  const text = textOf(answer);
  const said = { type: "output_text", text, annotations: citations(searched.results, text) };
  return {
    id,
    created_at,
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: null,
    model,
    object: "response",
    output: [searchItem(searched), { type: "message", role: "assistant", content: [said] }],
    parallel_tool_calls: null,
    temperature: null,
    tool_choice: null,
    tools: null,
    top_p: null,
    max_output_tokens: null,
    previous_response_id: null,
    reasoning: null,
    status: "completed",
    text: null,
    truncation: null,
    usage,
    user: null,
    store: null,
  };
}
