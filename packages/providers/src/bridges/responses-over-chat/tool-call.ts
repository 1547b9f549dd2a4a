import { truthy } from "@lintel/core";
import { type Json, type JsonObject, pythonDumps } from "@lintel/core/json";

/** What LiteLLM's logs put in place of a call's arguments (`REDACTED_BY_LITELLM`). */
const REDACTED = "redacted-by-litellm";

/** Arguments as text (`serialize_tool_call_arguments`). */
export function argumentsText(given: Json | undefined): string {
  if (typeof given === "string") return given;
  return given === undefined || given === null ? "" : pythonDumps(given);
}

function argumentsOf({ type, arguments: given, input }: JsonObject): Json | undefined {
  if (given === REDACTED) return "{}";
  if (truthy(given) || type !== "custom_tool_call") return given;
  return truthy(input) ? pythonDumps({ content: input ?? null }) : "";
}

function firstOf(...values: readonly (Json | undefined)[]): Json {
  return values.find((it) => truthy(it)) ?? "";
}

/** A call of a function or of a custom tool as chat's, whose arguments are an object. */
export function chatCall(item: JsonObject): JsonObject {
  const { type, call_id, id, namespace } = item;
  const name = firstOf(item.name);
  const isQualified = truthy(namespace) && type !== "custom_tool_call";
  return {
    id: firstOf(call_id, id),
    type: "function",
    function: {
      name: isQualified ? `${String(namespace)}__${String(name)}` : name,
      arguments: argumentsText(argumentsOf(item)),
    },
    index: 0,
  };
}
