import { type Attempt, got } from "../client/attempt.ts";
import { entries, isObject, type Json, type JsonObject } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";
import { pythonStr } from "../python-text.ts";
import { holds, item, lacks, looped } from "./python-raises.ts";

interface Place {
  /** Spaces before each line. */
  readonly indent: number;
}

function renderChoices(values: Json): Attempt<string> {
  const list = looped(values);
  return list.ok ? got(list.value.map((value) => `"${pythonStr(value)}"`).join(" | ")) : list;
}

function renderType(schema: Json, { indent }: Place): Attempt<string> {
  if (!isObject(schema)) return lacks(schema, "get");
  switch (schema.type) {
    case "string":
    case "integer":
    case "number":
      if (schema.enum !== undefined) return renderChoices(schema.enum);
      return got(schema.type === "string" ? "string" : "number");
    case "array": {
      const items = item(schema, "items");
      const rendered = items.ok ? renderType(items.value, { indent }) : items;
      return rendered.ok ? got(`${rendered.value}[]`) : rendered;
    }
    case "object": {
      const properties = renderProperties(schema, { indent: indent + 2 });
      return properties.ok ? got(`{\n${properties.value}\n}`) : properties;
    }
    case "boolean":
    case "null":
      return got(schema.type);
    default:
      return got("any");
  }
}

function isRequired(required: Json | undefined, key: string): Attempt<boolean> {
  return truthy(required) ? holds(required, key) : got(false);
}

function renderProperties({ properties, required }: JsonObject, place: Place): Attempt<string> {
  if (!truthy(properties)) return got("");
  if (!isObject(properties)) return lacks(properties, "items");
  const lines: string[] = [];
  for (const [key, schema] of entries(properties)) {
    if (!isObject(schema)) return lacks(schema, "get");
    const isNeeded = isRequired(required, key);
    if (!isNeeded.ok) return isNeeded;
    const type = renderType(schema, place);
    if (!type.ok) return type;
    if (truthy(schema.description)) lines.push(`// ${pythonStr(schema.description)}`);
    lines.push(`${key}${isNeeded.value ? "" : "?"}: ${type.value},`);
  }
  const margin = " ".repeat(place.indent);
  return got(lines.map((line) => `${margin}${line}`).join("\n"));
}

function dict(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A tool as OpenAI's function, Anthropic's spelling of one too. */
function functionOf(tool: JsonObject): JsonObject {
  if (isObject(tool.function)) return tool.function;
  const { name = null, description = null, input_schema, parameters } = tool;
  return { name, description, parameters: dict(truthy(input_schema) ? input_schema : parameters) };
}

function renderTool(tool: Json): Attempt<readonly string[]> {
  if (!isObject(tool)) return got([]);
  const { name, description, parameters } = functionOf(tool);
  if (!truthy(name)) return got([]);
  const comment = truthy(description) ? [`// ${pythonStr(description)}`] : [];
  const schema = dict(parameters);
  if (!truthy(schema.properties)) return got([...comment, `type ${pythonStr(name)} = () => any;`, ""]);
  if (!isObject(schema.properties)) return lacks(schema.properties, "keys");
  const rendered = renderProperties(schema, { indent: 0 });
  return rendered.ok
    ? got([...comment, `type ${pythonStr(name)} = (_: {`, rendered.value, "}) => any;", ""])
    : rendered;
}

/** Tools as the TypeScript text in which OpenAI's models seem to read them. */
export function renderTools(tools: Json): Attempt<string> {
  const list = looped(tools);
  if (!list.ok) return list;
  const lines: string[] = [];
  for (const tool of list.value) {
    const rendered = renderTool(tool);
    if (!rendered.ok) return rendered;
    lines.push(...rendered.value);
  }
  return got(["namespace functions {", "", ...lines, "} // namespace functions"].join("\n"));
}
