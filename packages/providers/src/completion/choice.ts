import { mapFinishReason, pythonType } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, numeric, object, pointer } from "@lintel/core/json";
import type { Notes, Path } from "../lax/index.ts";
import { logprobs } from "./logprobs.ts";
import { field, others, present } from "./members.ts";
import { message } from "./message.ts";
import type { CallRules } from "./tool-calls.ts";

const FIELDS: ReadonlySet<string> = new Set([
  "finish_reason",
  "index",
  "message",
  "logprobs",
  "provider_specific_fields",
]);

interface Place extends CallRules {
  readonly at: Path;
  readonly notes: Notes;
  readonly index: number;
}

function nativeReason(choice: JsonObject, hasCalls: boolean): Json {
  const reason = field(choice, "finish_reason");
  if (reason !== null && reason !== "stop") return reason;
  const details = reason === null ? field(choice, "finish_details") : null;
  const isTold = details !== null && details !== "" && details !== false && details !== 0;
  if (isTold && details !== "stop") return details;
  return hasCalls ? "tool_calls" : "stop";
}

/** A provider's choice as LiteLLM's gateway prints it. */
export function choice(source: Json, { at, notes, index, ...rules }: Place): JsonObject {
  const said = isObject(source) ? field(source, "message") : null;
  if (!isObject(source) || !isObject(said) || !Object.hasOwn(said, "role")) {
    const words = isObject(source) ? `'${pythonType(said)}' object has no attribute 'get'` : "no message";
    notes.problem({ at, type: "choice", message: words, input: source });
    return {};
  }
  const shown = message(said, { at: [...at, "message"], notes, ...rules });
  const native = nativeReason(source, isArray(shown.tool_calls));
  if (isObject(native) || isArray(native))
    notes.problem({ at: [...at, "finish_reason"], type: "finish_reason", message: "unhashable type", input: native });
  const finish = mapFinishReason(native);
  const fields = object([
    ...others(source, FIELDS),
    ...(finish === native ? [] : [["native_finish_reason", native] as const]),
  ]);
  const likely = field(source, "logprobs");
  const told = field(source, "index");
  if (told !== null && numeric(told) !== index)
    notes.loss({ pointer: pointer([...at, "index"]), action: "converted", reason: "choices are counted anew" });
  return present([
    ["finish_reason", finish],
    ["index", index],
    ["message", shown],
    ["logprobs", likely === null ? null : logprobs(likely, [...at, "logprobs"], notes)],
    ["provider_specific_fields", fields],
    ["enhancements", field(source, "enhancements")],
  ]);
}
