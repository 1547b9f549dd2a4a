import { pythonType, rstrip, strip, trimEndOf, truthy } from "@lintel/core";
import { isArray, type Json, parse } from "@lintel/core/json";
import { broken, type MediaPlace } from "./request-media.ts";

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

/** The brackets that close what a text leaves open, those of strings apart. */
function unclosed(text: string): readonly string[] {
  const open: string[] = [];
  const outside = text.replace(/"(?:[^"\\]|\\.)*(?:"|\\?$)/gsu, "");
  for (const char of outside) {
    const closing = CLOSING[char];
    if (closing !== undefined) open.push(closing);
    else if (open.at(-1) === char) open.pop();
  }
  return open;
}

/** A text cut off before its end, closed: LiteLLM's `_attempt_json_repair`. */
function repaired(text: string): Json | undefined {
  const stripped = rstrip(text);
  const open = unclosed(stripped);
  if (open.length === 0) return undefined;
  const read = parse(`${trimEndOf(stripped, ",")}${open.toReversed().join("")}`);
  return read.ok && read.value !== null ? read.value : undefined;
}

interface Asked extends Pick<MediaPlace, "raise" | "lose" | "at"> {
  readonly name: string;
  /** What LiteLLM says it was about. */
  readonly context: string;
}

/** The arguments of a tool's call as they are meant: LiteLLM's `parse_tool_call_arguments`. */
export function toArguments(given: Json | undefined, { name, context, raise, lose, at }: Asked): Json {
  if (!truthy(given)) return {};
  if (typeof given !== "string")
    return raise(broken(`'${isArray(given) ? "list" : pythonType(given)}' object has no attribute 'strip'`));
  if (strip(given) === "") return {};
  const read = parse(given);
  if (read.ok) return read.value;
  const mended = repaired(given);
  if (mended !== undefined) {
    if (at !== undefined) lose({ pointer: at, action: "converted", reason: "arguments that were cut off are closed" });
    return mended;
  }
  const whose = name === "" ? "" : ` for tool '${name}'`;
  return raise(
    broken(`Failed to parse tool call arguments${whose} (${context}). Error: ${read.message}. Arguments: ${given}`),
  );
}
