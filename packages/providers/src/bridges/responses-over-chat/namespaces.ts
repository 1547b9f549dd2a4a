import { truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { allowedCallers, customTool } from "./custom-tools.ts";
import { shownText, typedSchema } from "./tool-schema.ts";
import { drop, type Way } from "./way.ts";

/** A namespace's tool, and what chat calls it. */
interface Member {
  readonly namespace: string;
  readonly name: string;
}

function membersOf({ tools = null }: JsonObject): readonly JsonObject[] {
  return isArray(tools) ? tools.filter(isObject) : [];
}

function functionsOf(tools: readonly JsonObject[]): readonly Member[] {
  return tools
    .filter(({ type }) => type === "namespace")
    .flatMap((tool) =>
      membersOf(tool)
        .filter(({ type }) => type === "function")
        .map(({ name }) => ({ namespace: shownText(tool.name), name: shownText(name) })),
    );
}

function topLevel(tools: readonly JsonObject[]): ReadonlySet<string> {
  return new Set(tools.filter(({ type }) => type === "function").map(({ name }) => shownText(name)));
}

function qualified({ namespace, name }: Member): string {
  return `${namespace}__${name}`;
}

/** What LiteLLM raises where a function is called like one of a namespace. */
export function namespaceProblem(tools: readonly JsonObject[]): string | undefined {
  const top = topLevel(tools);
  const taken = new Set(
    functionsOf(tools)
      .map(qualified)
      .filter((name) => top.has(name)),
  );
  if (taken.size === 0) return undefined;
  return `Top-level function names conflict with flattened namespace tools: ${[...taken].sort().join(", ")}`;
}

/** Tools of namespaces by the names chat knows them by: the whole one, and the short one where it is no other's. */
export function namespaceNames(tools: Json | undefined): ReadonlyMap<string, Member> {
  const given = isArray(tools) ? tools.filter(isObject) : [];
  const members = functionsOf(given);
  const top = topLevel(given);
  const counts = new Map<string, number>();
  for (const { name } of members) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isAlone = ({ name }: Member): boolean => !top.has(name) && counts.get(name) === 1;
  return new Map([
    ...members.map((member) => [qualified(member), member] as const),
    ...members.filter(isAlone).map((member) => [member.name, member] as const),
  ]);
}

function chatTool(tool: JsonObject, name: string, { description, way }: { description: string; way: Way }): JsonObject {
  const { parameters, strict } = tool;
  const shape = { name, description, parameters: typedSchema(parameters), strict: truthy(strict) };
  return { type: "function", function: shape, ...allowedCallers(tool, way) };
}

/** The tools of a namespace, each under its name and the namespace's (`_namespace_chat_tools`). */
export function namespaceTools(tool: JsonObject, at: string, way: Way): readonly Json[] {
  const namespace = shownText(tool.name);
  const about = shownText(tool.description);
  if (!isArray(tool.tools)) return [chatTool(tool, namespace, { description: about, way })];
  return tool.tools.flatMap((member, index): readonly Json[] => {
    if (!isObject(member)) return [];
    const { type } = member;
    const place = `${at}/tools/${index}`;
    const description = [about, shownText(member.description)].filter((text) => text !== "").join("\n\n");
    if (type === "custom") return customTool({ ...member, description }, place, way);
    if (type === "function")
      return [chatTool(member, qualified({ namespace, name: shownText(member.name) }), { description, way })];
    drop(way, place, "chat completions have no such tool");
    return [];
  });
}
