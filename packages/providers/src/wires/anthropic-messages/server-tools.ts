import { truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";

interface Search {
  readonly id: string;
  readonly input: Json;
  readonly result: Json;
  /** Told by the result unless given. */
  readonly status?: "in_progress";
}

function sources(content: Json): readonly JsonObject[] {
  const results = isArray(content) ? content.filter(isObject) : [];
  return results.flatMap(({ type, url }) =>
    type === "web_search_result" && typeof url === "string" ? [{ type: "url", url }] : [],
  );
}

/** A search of the provider's own as an item of the Responses API: LiteLLM's `build_web_search_call`. */
export function webSearchCall({ id, input, result, status }: Search): JsonObject {
  const asked = isObject(input) ? input.query : undefined;
  const query = typeof asked === "string" ? asked : "";
  const content = isObject(result) ? (result.content ?? null) : null;
  const isFailed = isObject(content) && content.type === "web_search_tool_result_error";
  return {
    id: `ws_${id}`,
    action: { type: "search", queries: query === "" ? [] : [query], query, sources: sources(content) },
    status: status ?? (isFailed ? "failed" : "completed"),
    type: "web_search_call",
  };
}

/** What a command printed, as LiteLLM's `build_code_interpreter_log_outputs` tells it. */
function logs(content: Json): Json {
  if (!isObject(content)) return null;
  const { stdout = null, stderr = null } = content;
  const out = typeof stdout === "string" ? stdout : "";
  const all = truthy(stderr) && typeof stderr === "string" ? `${out}STDERR: ${stderr}` : out;
  return all === "" ? null : [{ type: "logs", logs: all }];
}

interface Runs {
  /** The command a call ran; empty where it is not known. */
  code(id: Json): string;
  readonly containerId: Json;
}

/** Commands that were run in the provider's container, as items of the Responses API; nulls included. */
export function codeResults(results: readonly JsonObject[], { code, containerId }: Runs): readonly JsonObject[] {
  return results
    .filter(({ type }) => type === "bash_code_execution_tool_result")
    .map(({ tool_use_id: id = "", content = {} }) => ({
      type: "code_interpreter_call",
      id,
      code: code(id),
      container_id: containerId,
      status: "completed",
      outputs: logs(content),
    }));
}

/** The id of a container, if it is told. */
export function containerIdOf(container: Json): Json {
  return isObject(container) ? (container.id ?? null) : null;
}

/** The command in a call's input. */
export function commandOf(input: Json | undefined): string {
  const command = isObject(input) ? input.command : undefined;
  return typeof command === "string" ? command : "";
}
