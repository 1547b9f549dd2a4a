import { pythonType } from "@lintel/core";
import { child, entries, isArray, isObject, type Json, type JsonObject, object, parse } from "@lintel/core/json";
import { withoutCacheMarkers, withoutTopCombinators, withPythonPatterns } from "../../tool-schemas/index.ts";
import type { Lose } from "../translation.ts";

/** What is done to tools before they are sent. */
export interface ToolRules {
  readonly isBlind: boolean;
  /** Whether schemas are made ready for a validator written in Python, and flattened. */
  readonly schemas: "as they are" | "patterns" | "patterns and combinators";
  readonly lose: Lose;
  /** Told of what ends the call. */
  refuse(text: string): void;
}

interface Place {
  readonly at: string;
}

function replaced(value: JsonObject, name: string, member: Json): JsonObject {
  return object([...entries(value), [name, member]]);
}

function sanitized(parameters: JsonObject, { schemas, lose, at }: ToolRules & Place): JsonObject {
  if (schemas === "as they are") return parameters;
  const compiled = withPythonPatterns(parameters, { at, lose });
  return schemas === "patterns" ? compiled : withoutTopCombinators(compiled, { at, lose });
}

/** A tool with its schemas as the vendor's validator takes them; those within a namespace too. */
function withSchemas(tool: Json, rules: ToolRules & Place): Json {
  if (!isObject(tool)) return tool;
  const { parameters, tools } = tool;
  const at = child(rules.at, "parameters");
  const schema = isObject(parameters) ? sanitized(parameters, { ...rules, at }) : parameters;
  const list = child(rules.at, "tools");
  const nested = isArray(tools)
    ? tools.map((it, index) => withSchemas(it, { ...rules, at: child(list, index) }))
    : tools;
  const changed = schema === undefined || schema === parameters ? tool : replaced(tool, "parameters", schema);
  return nested === undefined || nested === tools ? changed : replaced(changed, "tools", nested);
}

/** A tool whose schema is an object, also where it came as a text of one. */
function withObject(tool: Json, index: number, { refuse }: ToolRules): Json {
  if (!isObject(tool)) return tool;
  const { parameters = null } = tool;
  if (parameters === null || isObject(parameters)) return tool;
  const parsed = typeof parameters === "string" ? parse(parameters) : undefined;
  if (parsed?.ok === true && isObject(parsed.value)) return replaced(tool, "parameters", parsed.value);
  const got = `expected an object, but got ${pythonType(parameters)} instead.`;
  refuse(`Invalid type for 'tools[${index}].parameters': ${got}`);
  return tool;
}

/** Tools as they are sent. */
export function toTools(tools: Json, rules: ToolRules): Json {
  if (!isArray(tools)) return tools;
  return tools.map((tool, index) => {
    const at = child("/tools", index);
    const { lose, isBlind } = rules;
    const unmarked = isObject(tool) ? withoutCacheMarkers(tool, { at, lose, isBlind }) : tool;
    return withSchemas(withObject(unmarked, index, rules), { ...rules, at });
  });
}
