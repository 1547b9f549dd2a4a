import { pythonRepr, pythonStr, pythonType, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, keys, numeric, pythonDumps } from "@lintel/core/json";
import type { Raised } from "../faults/index.ts";
import { field } from "./members.ts";

const IN_ERROR = 422;

function textOf(said: Json): string {
  return isObject(said) ? pythonDumps(said) : pythonStr(said);
}

function errorInside(error: Json): Raised | undefined {
  if (error === null || error === "") return undefined;
  if (!isObject(error)) return { text: "Error in response object", status: IN_ERROR };
  const code = field(error, "code");
  if (!truthy(error.message) && code === null) return undefined;
  return {
    text: Object.hasOwn(error, "message") ? textOf(field(error, "message")) : "Error in response object",
    status: Object.hasOwn(error, "code") ? (numeric(code) ?? 0) : IN_ERROR,
  };
}

function noChoices(reply: JsonObject): Raised {
  const known = `Raw keys: ${pythonRepr([...keys(reply)])}`;
  const found = Object.hasOwn(reply, "choices")
    ? `provider returned 'choices' that is not a list (${pythonType(field(reply, "choices"))})`
    : "provider returned a response with no 'choices'";
  return { text: `litellm.APIError: LiteLLM: ${found}. ${known}`, status: 500 };
}

/** What LiteLLM raises over a reply whose status says success: an error inside, or no choices. */
export function refusal(reply: JsonObject): Raised | undefined {
  return errorInside(field(reply, "error")) ?? (isArray(field(reply, "choices")) ? undefined : noChoices(reply));
}
