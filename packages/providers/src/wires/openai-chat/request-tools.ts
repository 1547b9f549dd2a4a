import { child, entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { withoutCacheMarkers, withoutTopCombinators, withPythonPatterns } from "../../tool-schemas/index.ts";
import type { Lose } from "./types.ts";

export type CacheMarkers = "kept" | "gone" | "gone blindly";

/** What is done to tools before they are sent. */
export interface ToolRules {
  /** Whether cache markers stay, or go, or everything of their name goes as in LiteLLM. */
  readonly cacheMarkers: CacheMarkers;
  /** Whether schemas are made ready for a validator written in Python, and flattened for the vendor's own service. */
  readonly schemas: "as they are" | "patterns" | "patterns and combinators";
}

interface Place {
  readonly at: string;
  readonly lose: Lose;
}

function sanitized(parameters: JsonObject, { schemas, at, lose }: ToolRules & Place): JsonObject {
  const compiled = withPythonPatterns(parameters, { at, lose });
  return schemas === "patterns" ? compiled : withoutTopCombinators(compiled, { at, lose });
}

function withSchema(tool: JsonObject, rules: ToolRules & Place): JsonObject {
  const { function: declared } = tool;
  if (!isObject(declared) || !isObject(declared.parameters)) return tool;
  const at = child(child(rules.at, "function"), "parameters");
  const parameters = sanitized(declared.parameters, { ...rules, at });
  if (parameters === declared.parameters) return tool;
  return object([...entries(tool), ["function", object([...entries(declared), ["parameters", parameters]])]]);
}

/** Tools as they are sent. */
export function toTools(tools: Json, { lose, ...rules }: ToolRules & { readonly lose: Lose }): Json {
  if (!isArray(tools)) return tools;
  return tools.map((tool, index) => {
    if (!isObject(tool)) return tool;
    const at = child("/tools", index);
    const { cacheMarkers } = rules;
    const unmarked =
      cacheMarkers === "kept"
        ? tool
        : withoutCacheMarkers(tool, { at, lose, isBlind: cacheMarkers === "gone blindly" });
    return rules.schemas === "as they are" ? unmarked : withSchema(unmarked, { ...rules, at, lose });
  });
}
