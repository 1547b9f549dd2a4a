import { type Json, type JsonObject, object, parse } from "@lintel/core/json";
import { FEW, growingList } from "./growing-list.ts";
import { codeResults, commandOf, containerIdOf, webSearchCall } from "./server-tools.ts";

/** The provider's own tools in one stream: what they were asked, and what they answered so far. */
export interface ServerTools {
  /** A call begins; what of it goes beside its chunk. */
  begin(id: Json, name: Json, input: Json): JsonObject;
  /** The text of a call's input is there. */
  settle(input: string): void;
  /** A result, with all that came so far where that is told. */
  result(block: JsonObject, type: string): JsonObject;
  /** The end: the container of the calls, and all that was not told yet. */
  end(container: Json): JsonObject;
}

/** No tool was called. */
export function serverTools(): ServerTools {
  const inputs = new Map<Json, Json>();
  const calls = new Map<string, JsonObject>();
  const searches = growingList<JsonObject>();
  const results = growingList<JsonObject>();
  let current: Json = null;
  let containerId: Json = null;
  let areCallsParted = false;

  /** All calls where they are few; of many the one that changed: it has a name of its own among them. */
  function searchCalls(changed: string | undefined): JsonObject {
    areCallsParted = calls.size > FEW;
    if (!areCallsParted) return { web_search_calls: object([...calls]) };
    const call = changed === undefined ? undefined : calls.get(changed);
    return changed === undefined || call === undefined ? {} : { web_search_calls: object([[changed, call]]) };
  }

  function codeRuns(): readonly JsonObject[] {
    return codeResults(results.items, { code: (id) => commandOf(inputs.get(id)), containerId });
  }

  function searched(block: JsonObject): JsonObject {
    const told = searches.add(block);
    return told === undefined ? {} : { web_search_results: told };
  }

  return {
    begin(id, name, input) {
      current = id;
      inputs.set(id, input);
      if (name !== "web_search" || typeof id !== "string") return {};
      calls.set(id, webSearchCall({ id, input, result: { content: [] }, status: "in_progress" }));
      return searchCalls(id);
    },
    settle(text) {
      const parsed = text === "" ? undefined : parse(text);
      if (current !== null && parsed?.ok === true) inputs.set(current, parsed.value);
      current = null;
    },
    result(block, type) {
      if (type === "web_search_tool_result") {
        const { tool_use_id: asked } = block;
        const id = typeof asked === "string" && calls.has(asked) ? asked : undefined;
        if (id !== undefined) calls.set(id, webSearchCall({ id, input: inputs.get(id) ?? {}, result: block }));
        return { ...searched(block), ...searchCalls(id) };
      }
      if (type === "web_fetch_tool_result") return searched(block);
      if (type === "tool_search_tool_result") return {};
      const told = results.add(block);
      return told === undefined ? {} : { tool_results: told, code_interpreter_results: codeRuns() };
    },
    end(container) {
      const id = containerIdOf(container);
      const isNamed = id !== null && id !== "" && results.items.length > 0;
      if (isNamed) containerId = id;
      const [found, ran] = [searches.rest(), results.rest()];
      const called = areCallsParted;
      areCallsParted = false;
      return {
        ...(container !== null && { container }),
        ...(found && { web_search_results: found }),
        ...(called && { web_search_calls: object([...calls]) }),
        ...(ran && { tool_results: ran }),
        ...((ran !== undefined || isNamed) && { code_interpreter_results: codeRuns() }),
      };
    },
  };
}
