import { isObject, type Json, type JsonObject } from "../json/index.ts";

interface Tool {
  readonly id: Json;
  readonly name: Json;
  readonly text: string;
}

interface Folded {
  readonly content: string;
  readonly reasoning: string;
  readonly refusal: string;
  readonly tools: ReadonlyMap<string, Tool>;
  readonly finish: Json;
}

const EMPTY: Folded = { content: "", reasoning: "", refusal: "", tools: new Map(), finish: null };

function list(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function addTool(tools: ReadonlyMap<string, Tool>, call: JsonObject, position: number): ReadonlyMap<string, Tool> {
  const key = String(call.index ?? position);
  const before = tools.get(key) ?? { id: null, name: null, text: "" };
  const called = isObject(call.function) ? call.function : {};
  const after = {
    id: call.id ?? before.id,
    name: called.name ?? before.name,
    text: before.text + text(called.arguments),
  };
  return new Map([...tools, [key, after]]);
}

function add(folded: Folded, part: JsonObject, finish: Json | undefined): Folded {
  return {
    content: folded.content + text(part.content),
    reasoning: folded.reasoning + text(part.reasoning_content),
    refusal: folded.refusal + text(part.refusal),
    tools: list(part.tool_calls).reduce(addTool, folded.tools),
    finish: finish ?? folded.finish,
  };
}

function summary(choices: ReadonlyMap<string, Folded>, usage: Json): JsonObject {
  const shown = [...choices.entries()]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([index, choice]) => ({
      index,
      content: choice.content,
      reasoning: choice.reasoning,
      refusal: choice.refusal,
      finish: choice.finish,
      tools: [...choice.tools.values()].map((tool) => ({ ...tool })),
    }));
  return { choices: shown, usage };
}

function withoutCost(usage: Json | undefined): Json {
  if (!isObject(usage)) return null;
  const { cost: _, ...rest } = usage;
  return rest;
}

/** What a chat stream amounts to: texts, tools, finish reasons and usage, without ids and times. */
export function foldChat(chunks: readonly JsonObject[]): JsonObject {
  const choices = new Map<string, Folded>();
  for (const choice of chunks.flatMap((chunk) => list(chunk.choices))) {
    const key = String(choice.index ?? 0);
    choices.set(key, add(choices.get(key) ?? EMPTY, isObject(choice.delta) ? choice.delta : {}, choice.finish_reason));
  }
  return summary(choices, withoutCost(chunks.findLast((chunk) => isObject(chunk.usage))?.usage));
}

/** The same of a whole chat completion. */
export function summariseChat(completion: JsonObject): JsonObject {
  const choices = list(completion.choices).map((choice, position) => {
    const message = isObject(choice.message) ? choice.message : {};
    return [String(choice.index ?? position), add(EMPTY, message, choice.finish_reason)] as const;
  });
  return summary(new Map(choices), withoutCost(completion.usage));
}
