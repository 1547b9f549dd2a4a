import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { put, pythonError } from "./notes.ts";
import type { ToolPlace } from "./request-tools.ts";

const SEARCHES: readonly string[] = ["tool_search_tool_regex_20251119", "tool_search_tool_bm25_20251119"];
/** Types that take neither deferred loading nor callers. */
const FIXED: readonly string[] = [...SEARCHES, "computer_20241022", "computer_20250124"];

interface Marks extends ToolPlace {
  /** The tool as the caller wrote it, and its function. */
  readonly tool: JsonObject;
  readonly given: JsonObject;
}

/** A mark of the tool's, else of its function's; null where neither has it. */
function mark(name: string, { tool, given }: Marks): Json {
  return tool[name] ?? given[name] ?? null;
}

function isOf(types: readonly string[], { type }: JsonObject): boolean {
  return typeof type === "string" && types.includes(type);
}

function cached(made: JsonObject, { tool, given }: Marks): JsonObject {
  if (isOf(SEARCHES, made)) return made;
  if ((tool.cache_control ?? null) !== null) return put(made, "cache_control", tool.cache_control ?? null);
  return isObject(given.cache_control) ? put(made, "cache_control", given.cache_control) : made;
}

function deferred(made: JsonObject, marks: Marks): JsonObject {
  const asked = mark("defer_loading", marks);
  if (asked === null || isOf(FIXED, made)) return made;
  return typeof asked === "boolean"
    ? put(made, "defer_loading", asked)
    : marks.raise(pythonError("defer_loading must be a boolean"));
}

function called(made: JsonObject, marks: Marks): JsonObject {
  const asked = mark("allowed_callers", marks);
  if (asked === null || isOf(FIXED, made)) return made;
  return isArray(asked) && asked.every((it) => typeof it === "string")
    ? put(made, "allowed_callers", asked)
    : marks.raise(pythonError("allowed_callers must be a list of strings"));
}

function exemplified(made: JsonObject, { tool, given }: Marks): JsonObject {
  if (made.type !== "custom") return made;
  const examples = isArray(tool.input_examples) ? tool.input_examples : given.input_examples;
  return isArray(examples) ? put(made, "input_examples", examples) : made;
}

/** A tool with its marks: cache, deferred loading, callers, examples. */
export function withToolMarks(made: JsonObject, marks: Marks): JsonObject {
  return [cached, deferred, called, exemplified].reduce((tool, step) => step(tool, marks), made);
}
