import { trimEndOf } from "@lintel/core";
import { isObject, type Json, type JsonObject, parse } from "@lintel/core/json";

/** What a call is given, or what LiteLLM says of arguments that cannot be read. */
export type ToolInput =
  | { readonly ok: true; readonly input: JsonObject; readonly isRepaired: boolean }
  | { readonly ok: false; readonly text: string };

const CLOSERS: Readonly<Record<string, string>> = { "{": "}", "[": "]" };

/** The brackets that are open at the end of a text, from the inside out. */
function openBrackets(text: string): string {
  const open: string[] = [];
  let isString = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === "\\" && isString) at += 1;
    else if (letter === '"') isString = !isString;
    else if (!isString && CLOSERS[letter] !== undefined) open.push(CLOSERS[letter]);
    else if (!isString && open.at(-1) === letter) open.pop();
  }
  return open.reverse().join("");
}

/** Arguments that were cut off between two members, closed. */
function repaired(text: string): Json | undefined {
  const cut = text.trimEnd();
  const missing = openBrackets(cut);
  const read = missing === "" ? undefined : parse(`${trimEndOf(cut, ",")}${missing}`);
  return read?.ok === true ? read.value : undefined;
}

function inputOf(value: Json, isRepaired: boolean): ToolInput {
  return isObject(value)
    ? { ok: true, input: value, isRepaired }
    : { ok: false, text: "its arguments are no JSON object" };
}

/** A call's arguments as Anthropic's `input`: LiteLLM's `parse_tool_call_arguments`. */
export function toolInput(text: Json | undefined, name: string): ToolInput {
  if (typeof text !== "string" || text.trim() === "") return { ok: true, input: {}, isRepaired: false };
  const read = parse(text);
  if (read.ok) return inputOf(read.value, false);
  const mended = repaired(text);
  if (mended !== undefined) return inputOf(mended, true);
  const whose = name === "" ? "" : ` for tool '${name}'`;
  return {
    ok: false,
    text: `Failed to parse tool call arguments${whose} (Anthropic pass-through adapter). Error: ${read.message}. Arguments: ${text}`,
  };
}
