import { type Loss, truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject, pointer } from "@lintel/core/json";
import { int } from "../lax/index.ts";
import { extras, field, present } from "./members.ts";
import { completion, type Place, prompt } from "./usage-details.ts";
import { serverToolUse } from "./usage-models.ts";

/** What LiteLLM's `Usage` takes by name; anything else follows as it is. */
const FIELDS: ReadonlySet<string> = new Set([
  "prompt_tokens",
  "completion_tokens",
  "total_tokens",
  "reasoning_tokens",
  "prompt_tokens_details",
  "completion_tokens_details",
  "server_tool_use",
  "cost",
]);

/** A usage nobody reported. */
export const NO_USAGE: JsonObject = { completion_tokens: 0, prompt_tokens: 0, total_tokens: 0 };

function tokens(usage: JsonObject, { key, at, notes }: Place & { readonly key: string }): Json {
  const value = field(usage, key);
  return truthy(value) ? int(value, [...at, key], notes) : 0;
}

/** A provider's usage as LiteLLM's `Usage` prints it. */
export function usage(source: JsonObject, place: Place): JsonObject {
  const { at, notes } = place;
  const tools = field(source, "server_tool_use");
  const totals = ["completion_tokens", "prompt_tokens", "total_tokens"];
  return present([
    ...totals.map((key) => [key, tokens(source, { ...place, key })] as const),
    ["completion_tokens_details", completion(source, place)],
    ["prompt_tokens_details", prompt(source, place)],
    ["server_tool_use", isObject(tools) ? serverToolUse(tools, [...at, "server_tool_use"], notes) : tools],
    ["cost", field(source, "cost")],
    ...extras(source, FIELDS, place),
  ]);
}

/** The same of a usage in OpenAI's dialect that another one was read into: what is no number in it is lost, and told. */
export function usageOf(source: JsonObject, lose: (loss: Loss) => void): JsonObject {
  const notes: Place["notes"] = {
    problem: ({ at, message }) => lose({ pointer: pointer(at), action: "defaulted", reason: message }),
    loss: lose,
  };
  return usage(source, { at: ["usage"], notes });
}
