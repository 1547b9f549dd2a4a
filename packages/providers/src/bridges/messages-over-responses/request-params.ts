import { pythonStr, truthy } from "@lintel/core";
import { int, isArray, isInt, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { isSummarised } from "../messages-over-chat/arguments.ts";
import { budgetEffort } from "../messages-over-chat/thinking.ts";
import { sessionOf } from "../messages-over-chat/user.ts";
import { drop, type Way } from "./way.ts";

const LONGEST_USER = 64;

function toTool(tool: JsonObject, at: string, way: Way): JsonObject {
  const { type = "", name = "", strict = null, description, input_schema: schema } = tool;
  if ((typeof type === "string" && type.startsWith("web_search")) || name === "web_search") {
    way.lose({ pointer: at, action: "converted", reason: "web_search_preview, without the tool's own settings" });
    return { type: "web_search_preview" };
  }
  if (truthy(tool.cache_control)) drop(way, `${at}/cache_control`, "the Responses API takes no cache markers");
  return {
    type: "function",
    name,
    strict: truthy(strict),
    ...(description !== undefined && { description }),
    ...(schema !== undefined && { parameters: schema }),
  };
}

/** The request's tools as functions; a web search as the Responses API's own. */
export function toTools(tools: Json, way: Way): readonly JsonObject[] {
  const list: readonly Json[] = isArray(tools) ? tools : [];
  return list.flatMap((tool, index) => (isObject(tool) ? [toTool(tool, `/tools/${index}`, way)] : []));
}

const CHOICES: Readonly<Record<string, string>> = { any: "required", none: "none" };

/** Which tool is to be called. */
export function toToolChoice(choice: JsonObject, way: Way): Json {
  const { type, name = "", disable_parallel_tool_use: single } = choice;
  if (single === true) drop(way, "/tool_choice/disable_parallel_tool_use", "it is not told to the Responses API");
  if (type === "tool") return { type: "function", name };
  return (typeof type === "string" && Object.hasOwn(CHOICES, type) ? CHOICES[type] : undefined) ?? "auto";
}

/** How much is to be thought: an effort, and the summary that is asked for. */
export function toReasoning(thinking: JsonObject, config: Json, way: Way): JsonObject | undefined {
  const { type, budget_tokens: budget = 0, summary } = thinking;
  const own = isObject(config) ? config.effort : undefined;
  if (type !== "adaptive" && type !== "enabled") {
    drop(way, "/thinking", "the model thinks as much as it does unasked");
    return undefined;
  }
  const asked = type === "enabled" ? budgetEffort(budget) : truthy(own) ? own : "medium";
  const reason = "the Responses API is told an effort, no budget";
  way.lose({ pointer: "/thinking", action: "converted", reason });
  const { world, provider, model } = way;
  const { overChat } = world.providers;
  const effort = typeof asked === "string" ? (overChat?.effort(asked, { provider, model }) ?? asked) : asked;
  const told = truthy(summary) ? summary : isSummarised(world) ? "detailed" : undefined;
  return { effort: effort ?? null, ...(told !== undefined && { summary: told }) };
}

/** The form of the answer, where it is a schema. */
export function toText(format: Json, config: Json, way: Way): JsonObject | undefined {
  const asked = isObject(format) ? format : isObject(config) ? (config.format ?? null) : null;
  if (!isObject(asked)) return undefined;
  const { type, schema = null, strict = false } = asked;
  if (type === "json_schema" && truthy(schema))
    return { format: { type: "json_schema", name: "structured_output", schema, strict } };
  drop(way, isObject(format) ? "/output_format" : "/output_config/format", "only a JSON schema can be asked for");
  return undefined;
}

function compaction({ trigger = null }: JsonObject): JsonObject {
  const value = isObject(trigger) ? (trigger.value ?? null) : null;
  const tokens = isInt(value) ? value : int(Math.trunc(numeric(value) ?? 0));
  return { type: "compaction", ...(value !== null && { compact_threshold: tokens }) };
}

/** Edits of the context, of which the Responses API knows compaction. */
export function toContextManagement(asked: JsonObject, way: Way): readonly JsonObject[] | undefined {
  const edits: readonly Json[] = isArray(asked.edits) ? asked.edits : [];
  const known = edits.flatMap((edit, index) => {
    if (isObject(edit) && edit.type === "compact_20260112") return [compaction(edit)];
    drop(way, `/context_management/edits/${index}`, "the Responses API knows no such edit");
    return [];
  });
  return known.length === 0 ? undefined : known;
}

/** Who asks, and the cache key that is in it. */
export function toUser(metadata: Json, way: Way): JsonObject {
  if (!isObject(metadata) || !Object.hasOwn(metadata, "user_id")) return {};
  const { user_id: id = null } = metadata;
  const letters = [...pythonStr(id)];
  const isCut = letters.length > LONGEST_USER;
  const reason = isCut ? `the Responses API takes ${LONGEST_USER} characters of a user` : "user";
  way.lose({ pointer: "/metadata/user_id", action: isCut ? "clamped" : "renamed", reason });
  const session = sessionOf(id);
  return {
    user: letters.slice(0, LONGEST_USER).join(""),
    ...(session !== undefined && { prompt_cache_key: session }),
  };
}
