import { entries, isArray, isObject, type Json, type JsonObject, object } from "../json/index.ts";
import { pythonType } from "../params/python-type.ts";
import { truthy } from "../params/truthy.ts";
import { words } from "../params/words.ts";
import { type Attempt, got, raises } from "./attempt.ts";

/** LiteLLM's `ValidUserMessageContentTypes`. */
const CONTENT_TYPES: readonly string[] = words(
  "text image_url input_audio audio_url document guarded_text grounding_source query video_url file",
);

/** What a Python `for` goes over, or its words if it cannot. */
export function iterated(value: Json): Attempt<readonly Json[]> {
  if (isArray(value)) return got(value);
  if (typeof value === "string") return got([...value]);
  if (isObject(value)) return got(Object.keys(value));
  return raises(`'${pythonType(value)}' object is not iterable`);
}

function withRole(message: JsonObject): JsonObject {
  if (truthy(message.role)) return message;
  return object([...entries(message), ["role", "assistant"]]);
}

/** Most messages have nothing to put right; they are not copied. */
function isFixed(message: JsonObject): boolean {
  if (typeof message.role !== "string" || message.role === "" || message.tool_calls !== undefined) return false;
  for (const key in message) if (message[key] === null) return false;
  return true;
}

function fixed(message: Json): Attempt<JsonObject> {
  if (!isObject(message)) return raises(`'${pythonType(message)}' object has no attribute 'get'`);
  if (isFixed(message)) return got(message);
  const calls = truthy(message.tool_calls) ? iterated(message.tool_calls) : got(undefined);
  if (!calls.ok) return calls;
  const members = entries(withRole(message)).flatMap(([key, value]): readonly (readonly [string, Json])[] => {
    if (key === "tool_calls" && calls.value !== undefined) return [[key, calls.value.filter(isObject)]];
    return value === null ? [] : [[key, value]];
  });
  return got(object(members));
}

function isValidContent({ role, content }: JsonObject): boolean {
  if (role !== "user" || !isArray(content)) return true;
  return content.every((part) => !isObject(part) || CONTENT_TYPES.some((type) => type === part.type));
}

/**
 * LiteLLM's `validate_and_fix_openai_messages`: a message without a role is the assistant's, nulls are left out, tool calls that
 * are no objects too, and user content of an unknown type is refused.
 */
export function readMessages(messages: Json | undefined): Attempt<readonly JsonObject[]> {
  const list = iterated(messages ?? (messages === null ? null : []));
  if (!list.ok) return list;
  const read: JsonObject[] = [];
  for (const message of list.value) {
    const one = fixed(message);
    if (!one.ok) return one;
    read.push(one.value);
  }
  const bad = read.findIndex((message) => !isValidContent(message));
  return bad === -1
    ? got(read)
    : raises(
        `Invalid user message at index ${bad}. Please ensure all user messages are valid OpenAI chat completion messages.`,
      );
}
