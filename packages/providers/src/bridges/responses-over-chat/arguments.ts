import type { Kwargs, World } from "@lintel/core";
import { pythonType, RESPONSES_ARGUMENTS, RESPONSES_PARAMS, truthy } from "@lintel/core";
import { fromUser, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { hoisted } from "./hoisted-tools.ts";
import { chatMessages } from "./input.ts";
import { chatReasoning } from "./reasoning.ts";
import { continued } from "./session.ts";
import { chatToolChoice } from "./tool-choice.ts";
import { chatTools } from "./tools.ts";
import { drop, noDict, noIterable, type Turn, type Way } from "./way.ts";

/** Whose model is asked. */
export interface Asked {
  readonly model: string;
  readonly provider: string | undefined;
  readonly world: World;
  readonly base: unknown;
}

/** The request, its tools all in one place, as the answer tells it back. */
export interface ChatCall {
  readonly kwargs: Kwargs;
  readonly request: JsonObject;
  /** As the caller gave it. */
  readonly input: Json;
  readonly origins: Readonly<Record<"messages" | "tools", readonly string[]>>;
}

/** What is said over there under another name. */
const RENAMED: Readonly<Record<string, string>> = { max_output_tokens: "max_tokens" };
const SAME = ["top_p", "user", "temperature", "parallel_tool_calls", "context_management", "stream"] as const;
/** What has a place over there, or in the answer. */
const SAID: ReadonlySet<string> = new Set([
  ...Object.keys(RENAMED),
  ...SAME,
  "instructions",
  "previous_response_id",
  "reasoning",
  "stream_options",
  "text",
  "tool_choice",
  "tools",
]);

function isIterable(value: Json): boolean {
  return typeof value === "string" || isArray(value) || isObject(value);
}

function jsonOf(value: unknown): Json {
  const taken = fromUser(value ?? null);
  return taken.ok ? taken.value : null;
}

/** The optional parameters of the request. */
function requestOf(kwargs: Kwargs): JsonObject {
  const names = Object.keys(kwargs).filter((name) => RESPONSES_PARAMS.has(name));
  return Object.fromEntries(names.map((name) => [name, jsonOf(kwargs[name])]));
}

function answerFormat(text: Json | undefined, { lose }: Way): JsonObject {
  if (!isObject(text)) return {};
  const { format, ...others } = text;
  for (const name of Object.keys(others))
    lose({ pointer: `/text/${name}`, action: "dropped", reason: "LiteLLM tells chat models the format alone" });
  if (!isObject(format)) return {};
  const { type, name = "response_schema", schema = {}, strict = false } = format;
  if (type === "json_object") return { response_format: { type } };
  return type === "json_schema" ? { response_format: { type, json_schema: { name, schema, strict } } } : {};
}

function system(instructions: Json | undefined): readonly Turn[] {
  if (!truthy(instructions)) return [];
  return [{ message: { role: "system", content: instructions ?? "" }, at: "/instructions" }];
}

function toolArguments(request: JsonObject, tools: readonly Json[], { lose }: Way): JsonObject {
  const { tool_choice: choice = null, parallel_tool_calls: isParallel = null } = request;
  if (tools.length === 0) {
    const asked = Object.entries({ tool_choice: choice, parallel_tool_calls: isParallel });
    for (const [name] of asked.filter(([, value]) => value !== null))
      lose({ pointer: `/${name}`, action: "dropped", reason: "there is no tool that chat knows" });
    return {};
  }
  const told = chatToolChoice(choice);
  return {
    tools,
    ...(told !== null && { tool_choice: told }),
    ...(isParallel !== null && { parallel_tool_calls: isParallel }),
  };
}

function searchArguments(search: JsonObject | undefined, { model, provider, world }: Asked, way: Way): JsonObject {
  if (search === undefined) return {};
  const supported = provider === undefined ? undefined : world.find("chat", provider, model)?.supported(model);
  if (supported === undefined || supported.includes("web_search_options")) return { web_search_options: search };
  drop(way, "/tools", "the model's chat knows no web search");
  return {};
}

/** Tells what of the request chat is told nothing of. */
function tellUnsaid(request: JsonObject, kept: Kwargs, { lose }: Way): void {
  for (const [name, value] of Object.entries(request)) {
    if (value === null || (kept[name] ?? null) !== null) continue;
    const renamed = RENAMED[name];
    if (renamed !== undefined) lose({ pointer: `/${name}`, action: "renamed", reason: renamed });
    else if (!SAID.has(name))
      lose({ pointer: `/${name}`, action: "dropped", reason: "LiteLLM tells chat models nothing of it" });
  }
}

/** The caller's arguments in chat's words (`transform_responses_api_request_to_chat_completion_request`). */
export function chatCall(kwargs: Kwargs, asked: Asked, way: Way): ChatCall {
  const given = requestOf(kwargs);
  const said = jsonOf(kwargs.input);
  if (!isIterable(said)) way.raise(noIterable(pythonType(said)));
  const { input, tools: all } = hoisted(said, given.tools ?? null);
  const request: JsonObject = all === undefined ? given : { ...given, tools: all };
  const { tools, origins, search } = chatTools(request.tools ?? [], way);
  const searching = searchArguments(search, asked, way);
  const { reasoning = null, previous_response_id: previous = null } = request;
  if (truthy(reasoning) && !isObject(reasoning) && typeof reasoning !== "string")
    way.raise(noDict(pythonType(reasoning)));
  const spoken = [...system(request.instructions), ...chatMessages(input, way)];
  const isContinued = truthy(previous);
  if (isContinued) drop(way, "/previous_response_id", "what was said before is kept nowhere here");
  const turns = isContinued ? continued(spoken, tools, way) : spoken;
  const told = Object.fromEntries(
    SAME.map((name) => [name, request[name] ?? null]).filter(([, value]) => value !== null),
  );
  const { parallel_tool_calls: _, ...same } = told;
  const { max_output_tokens: most = null } = request;
  const others = Object.entries(kwargs).filter(([name]) => name !== "input");
  const forwarded = Object.fromEntries(others.filter(([name]) => !RESPONSES_ARGUMENTS.includes(name)));
  const crossed: Kwargs = {
    ...forwarded,
    messages: turns.map(({ message }) => message),
    ...toolArguments(request, tools, way),
    ...same,
    ...(most !== null && { max_tokens: most }),
    ...searching,
    ...answerFormat(request.text, way),
    ...chatReasoning(reasoning, { ...asked, tools, searching }, way),
    ...(request.stream === true && { stream_options: { include_usage: true } }),
    _skip_responses_api_bridge: true,
  };
  tellUnsaid(request, crossed, way);
  return {
    kwargs: crossed,
    request,
    input: said,
    origins: { messages: turns.map(({ at }) => at), tools: isArray(all) ? tools.map(() => "/tools") : origins },
  };
}
