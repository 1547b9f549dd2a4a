import { type Json, type JsonObject, object, parse } from "@lintel/core/json";
import { codeResults, commandOf, containerIdOf, webSearchCall } from "./server-tools.ts";

/** The provider's own tools in one stream: what they were asked, and what they answered so far. */
export interface ServerTools {
  /** A call begins; what of it goes beside its chunk. */
  begin(id: Json, name: Json, input: Json): JsonObject;
  /** The text of a call's input is there. */
  settle(input: string): void;
  /** A result, all that came so far with it. */
  result(block: JsonObject, type: string): JsonObject;
  /** The container of the calls, told at the end. */
  container(container: Json): JsonObject;
}

/** No tool was called. */
export function serverTools(): ServerTools {
  const inputs = new Map<Json, Json>();
  const calls = new Map<string, JsonObject>();
  const searches: JsonObject[] = [];
  const results: JsonObject[] = [];
  let current: Json = null;
  let containerId: Json = null;

  function searchCalls(): JsonObject {
    return object([...calls]);
  }

  function codeRuns(): readonly JsonObject[] {
    return codeResults(results, { code: (id) => commandOf(inputs.get(id)), containerId });
  }

  return {
    begin(id, name, input) {
      current = id;
      inputs.set(id, input);
      if (name !== "web_search" || typeof id !== "string") return {};
      calls.set(id, webSearchCall({ id, input, result: { content: [] }, status: "in_progress" }));
      return { web_search_calls: searchCalls() };
    },
    settle(text) {
      const parsed = text === "" ? undefined : parse(text);
      if (current !== null && parsed?.ok === true) inputs.set(current, parsed.value);
      current = null;
    },
    result(block, type) {
      if (type === "web_search_tool_result") {
        const { tool_use_id: id } = block;
        searches.push(block);
        if (typeof id === "string" && calls.has(id))
          calls.set(id, webSearchCall({ id, input: inputs.get(id) ?? {}, result: block }));
        return { web_search_results: [...searches], web_search_calls: searchCalls() };
      }
      if (type === "web_fetch_tool_result") {
        searches.push(block);
        return { web_search_results: [...searches] };
      }
      if (type === "tool_search_tool_result") return {};
      results.push(block);
      return { tool_results: [...results], code_interpreter_results: codeRuns() };
    },
    container(container) {
      const id = containerIdOf(container);
      if (id === null || id === "" || results.length === 0) return { container };
      containerId = id;
      return { container, code_interpreter_results: codeRuns() };
    },
  };
}
