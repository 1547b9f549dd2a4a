import type { Json, JsonObject } from "@lintel/core/json";
import { count, isNothing, isObjectOf, size } from "./plain-members.ts";

/** Its arguments are taken apart. */
const PSEUDO_TOOL = "multi_tool_use.parallel";
/** A text that begins with it may begin with what the model thought. */
const TAG = 60;

function plainCall(call: Json): JsonObject | undefined {
  if (!isObjectOf(call)) return undefined;
  const { id, type, function: called } = call;
  if (typeof id !== "string" || type !== "function" || !isObjectOf(called) || size(call) !== 3) return undefined;
  const { name, arguments: given } = called;
  const isPlain = typeof name === "string" && typeof given === "string" && name !== PSEUDO_TOOL && size(called) === 2;
  return isPlain ? { function: { arguments: given, name }, id, type } : undefined;
}

/** The calls of a message: `none` where there are none, undefined where they are not plain. */
function plainCalls(source: Json | undefined): readonly JsonObject[] | "none" | undefined {
  if (isNothing(source)) return "none";
  if (!Array.isArray(source)) return undefined;
  const made: JsonObject[] = [];
  for (const each of source) {
    const call = plainCall(each);
    if (call === undefined) return undefined;
    made.push(call);
  }
  return made.length === 0 ? "none" : made;
}

function isText(value: Json | undefined): value is string | null | undefined {
  return isNothing(value) || typeof value === "string";
}

/** A message in which nothing has to be put right, as LiteLLM's gateway prints it; undefined for any other. */
export function plainMessage(source: Json | undefined): JsonObject | undefined {
  if (!isObjectOf(source)) return undefined;
  const { role, content, refusal, annotations, tool_calls, function_call, audio } = source;
  const known = count([role, content, refusal, annotations, tool_calls, function_call, audio]);
  if (role !== "assistant" || size(source) !== known || !isNothing(function_call) || !isNothing(audio))
    return undefined;
  if (!isText(content) || !isText(refusal) || content?.charCodeAt(0) === TAG) return undefined;
  const hasNotes = Array.isArray(annotations) && annotations.length === 0;
  if (!hasNotes && !isNothing(annotations)) return undefined;
  const calls = plainCalls(tool_calls);
  if (calls === undefined) return undefined;
  const fields = { refusal: refusal ?? null };
  const shown: Record<string, Json> = isNothing(content) ? { role } : { content, role };
  if (calls !== "none") shown.tool_calls = calls;
  shown.provider_specific_fields = fields;
  if (hasNotes) shown.annotations = [];
  if (isNothing(content)) shown.content = null;
  return shown;
}
