import { pythonType } from "@lintel/core";
import { child, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { toArguments } from "./request-arguments.ts";
import { withMark } from "./request-marks.ts";
import { broken } from "./request-media.ts";
import { toToolId } from "./request-tool-id.ts";
import type { ResultPlace } from "./request-tool-result.ts";

const SERVER_ID = "srvtoolu_";

function list(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

/** What the provider's own tools gave back earlier, as LiteLLM hands it to its caller. */
function resultFor(id: string, { provider_specific_fields: fields }: JsonObject): JsonObject | undefined {
  if (!isObject(fields)) return undefined;
  const results = [...list(fields.web_search_results), ...list(fields.tool_results)];
  return results.filter(isObject).find(({ tool_use_id }) => tool_use_id === id);
}

/** Whether a call is of one of the provider's own tools. */
export function isServerCall(call: Json): boolean {
  return isObject(call) && typeof call.id === "string" && call.id.startsWith(SERVER_ID);
}

interface Within {
  readonly message: JsonObject;
  readonly place: ResultPlace;
}

function toCall(call: JsonObject, { message, place }: Within): readonly JsonObject[] {
  const { raise, lose, at } = place;
  if (call.type !== "function") {
    if (at !== undefined) lose({ pointer: at, action: "dropped", reason: "no call of a function" });
    return [];
  }
  const { id = null, function: given = null } = call;
  if (!isObject(given)) return [raise(broken(`'${pythonType(given)}' object has no attribute 'get'`))];
  const { name = null, arguments: text } = given;
  const context = "Anthropic tool invoke";
  const input = toArguments(text, { name: typeof name === "string" ? name : "", context, raise, lose, at });
  if (typeof id !== "string") return [raise(broken(`'${pythonType(id)}' object has no attribute 'startswith'`))];
  const result = id.startsWith(SERVER_ID) ? resultFor(id, message) : undefined;
  if (result !== undefined) return [{ type: "server_tool_use", id, name, input }, result];
  return [withMark({ type: "tool_use", id: toToolId(id, { raise, lose, at }), name, input }, call)];
}

/** The calls of an assistant's message as blocks, with the results of the provider's own tools: `convert_to_anthropic_tool_invoke`. */
export function toToolCalls(message: JsonObject, place: ResultPlace): readonly JsonObject[] {
  const at = place.at === undefined ? undefined : child(place.at, "tool_calls");
  return list(message.tool_calls).flatMap((call, index) =>
    isObject(call)
      ? toCall(call, { message, place: { ...place, at: at === undefined ? undefined : child(at, index) } })
      : [],
  );
}

/** OpenAI's older way to call a function, as a block: LiteLLM's `convert_function_to_anthropic_tool_invoke`. */
export function toFunctionCall(call: Json, place: ResultPlace): JsonObject {
  const { raise, lose, at } = place;
  if (!isObject(call)) return raise(broken(`'${pythonType(call)}' object has no attribute 'get'`));
  const name = typeof call.name === "string" ? call.name : "";
  const context = "Anthropic function to tool invoke";
  const input = toArguments(call.arguments, { name, context, raise, lose, at });
  return { type: "tool_use", id: place.newId(), name, input };
}
