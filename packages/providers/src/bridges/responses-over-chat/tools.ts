import { pythonType, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { customTool } from "./custom-tools.ts";
import { namespaceProblem, namespaceTools } from "./namespaces.ts";
import { typedSchema } from "./tool-schema.ts";
import { drop, noDict, type Way } from "./way.ts";

/** The request's tools in chat's words. */
export interface ChatTools {
  readonly tools: readonly Json[];
  /** Where in the request each comes from. */
  readonly origins: readonly string[];
  readonly search?: JsonObject;
}

type Rule = (tool: JsonObject, at: string, way: Way) => readonly Json[];

/** Members of a tool that some models' chat takes as they are. */
const KEPT = ["cache_control", "defer_loading", "allowed_callers", "input_examples"] as const;

const functionTool: Rule = (tool, _at, way) => {
  const { name, description, parameters, strict, eager_input_streaming: eager = null } = tool;
  if (truthy(parameters) && !isObject(parameters)) way.raise(`'${pythonType(parameters)}' object is not a mapping`);
  const kept = KEPT.filter((key) => truthy(tool[key])).map((key) => [key, tool[key] ?? null] as const);
  return [
    {
      type: "function",
      function: {
        name: truthy(name) ? (name ?? "") : "",
        description: truthy(description) ? (description ?? "") : "",
        parameters: typedSchema(parameters),
        strict: truthy(strict) ? (strict ?? false) : false,
      },
      ...Object.fromEntries(kept),
      ...(eager !== null && { eager_input_streaming: eager }),
    },
  ];
};

const dropped: Rule = (_, at, way) => {
  drop(way, at, "chat completions have no such tool");
  return [];
};

const RULES: Readonly<Record<string, Rule>> = {
  function: functionTool,
  custom: customTool,
  namespace: namespaceTools,
  computer_use: dropped,
  image_generation: dropped,
  local_shell: dropped,
  shell: dropped,
  tool_search: dropped,
};

const SEARCHES: ReadonlySet<Json> = new Set(["web_search", "web_search_preview"]);

/** What a web search may look at, in the words of chat's `web_search_options`. */
function searchOptions({ search_context_size: size = null, user_location: place }: JsonObject): JsonObject {
  return { search_context_size: size, user_location: truthy(place) ? (place ?? null) : null };
}

function ruleOf(type: Json): Rule | undefined {
  return typeof type === "string" && Object.hasOwn(RULES, type) ? RULES[type] : undefined;
}

function chatForm(tool: JsonObject, at: string, way: Way): readonly Json[] {
  const { type = null } = tool;
  if (SEARCHES.has(type)) return [];
  return (ruleOf(type) ?? (() => [tool]))(tool, at, way);
}

/** The request's tools as chat's (`transform_responses_api_tools_to_chat_completion_tools`). */
export function chatTools(tools: Json, way: Way): ChatTools {
  const given = isArray(tools) ? tools : [];
  const known = given.filter(isObject);
  const stray = given.find((tool) => !isObject(tool));
  if (stray !== undefined) way.raise(noDict(pythonType(stray)));
  const problem = namespaceProblem(known);
  if (problem !== undefined) way.raise(problem);
  const forms = given.map((tool, index) => (isObject(tool) ? chatForm(tool, `/tools/${index}`, way) : []));
  const search = known.findLast(({ type = null }) => SEARCHES.has(type));
  return {
    tools: forms.flat(),
    origins: forms.flatMap((form, index) => form.map(() => `/tools/${index}`)),
    ...(search !== undefined && { search: searchOptions(search) }),
  };
}
