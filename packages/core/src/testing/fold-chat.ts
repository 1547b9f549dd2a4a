import { isObject, type Json, type JsonObject, parse, pythonCompact } from "../json/index.ts";

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

// LiteLLM moves a whole message's refusal into provider_specific_fields and leaves a delta's where it was.
function refusalOf({ refusal, provider_specific_fields: fields }: JsonObject): string {
  return text(refusal ?? (isObject(fields) ? fields.refusal : undefined));
}

function add(folded: Folded, part: JsonObject, finish: Json | undefined): Folded {
  return {
    content: folded.content + text(part.content),
    reasoning: folded.reasoning + text(part.reasoning_content),
    refusal: folded.refusal + refusalOf(part),
    tools: list(part.tool_calls).reduce(addTool, folded.tools),
    finish: finish ?? folded.finish,
  };
}

// LiteLLM tells a whole answer with tools by "tool_calls" whatever the provider said; a stream keeps the provider's "stop"
// (convert_to_model_response_object against CustomStreamWrapper; fixture chat/openai/stream/gpt-4o/finish-stop-after-tools).
function finishOf({ finish, tools }: Folded): Json {
  return finish === "stop" && tools.size > 0 ? "tool_calls" : finish;
}

/** Arguments as the JSON they are: whoever prints a whole answer spells them anew, a stream hands them on. */
function canonical(text: string): string {
  const parsed = parse(text);
  return parsed.ok ? pythonCompact(parsed.value) : text;
}

function summary(choices: ReadonlyMap<string, Folded>, usage: Json): JsonObject {
  const shown = [...choices.entries()]
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([index, choice]) => ({
      index,
      content: choice.content,
      reasoning: choice.reasoning,
      refusal: choice.refusal,
      finish: finishOf(choice),
      tools: [...choice.tools.values()].map((tool) => ({ ...tool, text: canonical(tool.text) })),
    }));
  return { choices: shown, usage };
}

function totals(usage: Json | undefined): Json {
  if (!isObject(usage)) return null;
  const { prompt_tokens: prompt = null, completion_tokens: completion = null, total_tokens: total = null } = usage;
  return { prompt, completion, total };
}

/** What a chat stream amounts to: texts, tools, finish reasons and token totals, without ids and times. */
export function foldChat(chunks: readonly JsonObject[]): JsonObject {
  const choices = new Map<string, Folded>();
  for (const choice of chunks.flatMap((chunk) => list(chunk.choices))) {
    const key = String(choice.index ?? 0);
    choices.set(key, add(choices.get(key) ?? EMPTY, isObject(choice.delta) ? choice.delta : {}, choice.finish_reason));
  }
  return summary(choices, totals(chunks.findLast((chunk) => isObject(chunk.usage))?.usage));
}

/** The same of a whole chat completion. */
export function summariseChat(completion: JsonObject): JsonObject {
  const choices = list(completion.choices).map((choice, position) => {
    const message = isObject(choice.message) ? choice.message : {};
    return [String(choice.index ?? position), add(EMPTY, message, choice.finish_reason)] as const;
  });
  return summary(new Map(choices), totals(completion.usage));
}
