import { entries, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { present } from "../../completion/index.ts";
import type { Content } from "./response-content.ts";
import { codeResults, commandOf, containerIdOf, webSearchCall } from "./server-tools.ts";

type Part = Pick<Content, "citations" | "thinking" | "searches" | "results" | "compactions" | "tools" | "blocks">;

function orNull(list: readonly Json[]): Json {
  return list.length === 0 ? null : list;
}

function searchCalls({ searches, blocks }: Part): readonly JsonObject[] {
  const asked = new Map<Json, JsonObject>(
    blocks.flatMap(({ type, name, id, input }) =>
      type === "server_tool_use" && name === "web_search" && typeof id === "string" && isObject(input)
        ? [[id, input] as const]
        : [],
    ),
  );
  return searches.flatMap((result) => {
    const { type, tool_use_id: id = null } = result;
    const input = asked.get(id);
    if (type !== "web_search_tool_result" || typeof id !== "string" || input === undefined) return [];
    return [webSearchCall({ id, input, result })];
  });
}

function codeRuns({ results, tools }: Part, container: Json): readonly JsonObject[] {
  const inputs = new Map(tools.map(({ call, input }) => [call.id ?? null, input]));
  const runs = codeResults(results, {
    code: (id) => commandOf(inputs.get(id)),
    containerId: containerIdOf(container),
  });
  return runs.map((run) => present(entries(run)));
}

/** What only Anthropic tells: LiteLLM's `_build_provider_specific_fields`. */
export function providerFields(reply: JsonObject, content: Part): JsonObject {
  const { context_management: context = null, container = null } = reply;
  const { citations, thinking, searches, results, compactions } = content;
  return {
    citations: orNull(citations),
    thinking_blocks: orNull(thinking),
    ...(context !== null && { context_management: context }),
    ...(searches.length > 0 && { web_search_results: searches, web_search_calls: searchCalls(content) }),
    ...(results.length > 0 && { tool_results: results, code_interpreter_results: codeRuns(content, container) }),
    ...(container !== null && { container }),
    ...(compactions.length > 0 && { compaction_blocks: compactions }),
  };
}
