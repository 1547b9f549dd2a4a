import { pythonStr } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, parse } from "@lintel/core/json";
import type { Way } from "./way.ts";

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Who may call a tool, undefined where nobody says; raises where it is no list of texts. */
export function allowedCallers({ allowed_callers: callers = null }: JsonObject, { raise }: Way): JsonObject {
  if (callers === null) return {};
  if (!isArray(callers) || !callers.every((it) => typeof it === "string"))
    raise("allowed_callers must be a list of strings");
  return { allowed_callers: callers };
}

function grammar(format: Json | undefined): string {
  if (!isObject(format)) return "";
  const { syntax = "", definition = "" } = format;
  if (typeof syntax !== "string" || typeof definition !== "string" || definition === "") return "";
  return `\n\nFormat:\n\`\`\`${syntax}\n${definition}\n\`\`\``;
}

/** A tool that is given a text, as a function of one argument (`convert_custom_tool_to_function_tool`). */
export function customTool(tool: JsonObject, _at: string, way: Way): readonly JsonObject[] {
  const name = text(tool.name);
  return [
    {
      type: "function",
      function: {
        name,
        description: `${text(tool.description)}${grammar(tool.format)}`,
        parameters: {
          type: "object",
          properties: {
            content: { type: "string", description: `The ${name} content following the specified format` },
          },
          required: ["content"],
        },
      },
      ...allowedCallers(tool, way),
    },
  ];
}

function nested(tool: Json): readonly Json[] {
  return isObject(tool) && tool.type === "namespace" && isArray(tool.tools) ? tool.tools : [];
}

/** Names of the request's custom tools, those in namespaces too. */
export function customNames(tools: Json | undefined): ReadonlySet<string> {
  const given = isArray(tools) ? tools : [];
  const all = [...given, ...given.flatMap(nested)];
  return new Set(
    all.flatMap((tool) =>
      isObject(tool) && tool.type === "custom" && text(tool.name) !== "" ? [text(tool.name)] : [],
    ),
  );
}

/** Beyond it LiteLLM does not look into a call's arguments. */
const LONGEST = 1_000_000;

/** The text in a custom tool's arguments (`unwrap_custom_tool_arguments`). */
export function customInput(given: string): string {
  if (given === "" || given.length > LONGEST) return given;
  const parsed = parse(given);
  if (!parsed.ok || !isObject(parsed.value) || !Object.hasOwn(parsed.value, "content")) return given;
  return pythonStr(parsed.value.content ?? null);
}
