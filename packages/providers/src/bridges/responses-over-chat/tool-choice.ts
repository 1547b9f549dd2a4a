import { truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";

const ANY: ReadonlySet<Json> = new Set(["required", "tool", "any"]);

function named(name: Json | undefined): Json {
  return truthy(name) ? { type: "function", function: { name: name ?? "" } } : "required";
}

/** The tool that has to be called in chat's words (`_transform_tool_choice`). */
export function chatToolChoice(choice: Json): Json {
  if (!isObject(choice)) return choice;
  const { type = null, function: called, custom, name } = choice;
  if (isObject(called) && truthy(called.name)) return choice;
  if (type === "auto" || type === "none") return type;
  if (ANY.has(type)) return "required";
  if (type === "function") return named(name);
  if (type !== "custom") return choice;
  return named(truthy(name) ? name : isObject(custom) ? custom.name : undefined);
}

const WORDS: ReadonlySet<Json> = new Set(["none", "auto", "required"]);

/** A choice the Responses API does not know, in its words (`_chat_tool_choice_as_responses_api_tool_choice`). */
export function responsesToolChoice(choice: Json): Json {
  const said = chatToolChoice(choice);
  if (WORDS.has(said)) return said;
  const called: JsonObject = isObject(said) && isObject(said.function) ? said.function : {};
  const { name } = called;
  if (typeof name !== "string") return "auto";
  if (isObject(choice) && choice.type === "custom") return { type: "custom", name };
  return isObject(said) && said.type === "function" ? { type: "function", name } : "auto";
}
