import { entries, isArray, isObject, type Json, type JsonObject, object, pointer, pythonRepr } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { pythonType } from "../params/python-type.ts";
import { type Attempt, got, raises } from "./attempt.ts";
import { iterated } from "./completion-messages.ts";

/** LiteLLM's `validate_and_fix_openai_tools`: entries that are no objects are left out; undefined where there are no tools. */
export function readTools(tools: Json | undefined): Attempt<readonly JsonObject[] | undefined> {
  if (tools === undefined || tools === null) return got(undefined);
  const list = iterated(tools);
  return list.ok ? got(list.value.filter(isObject)) : list;
}

/** Its `validate_chat_completion_tool_choice`: `{"type": "auto"}` as the word alone, or the words of its refusal. */
export function readToolChoice(choice: Json | undefined): Attempt<Json | undefined> {
  if (choice === undefined || choice === null || typeof choice === "string") return got(choice);
  if (!isObject(choice)) {
    const type = `<class '${pythonType(choice)}'>`;
    const text = `Invalid tool choice, tool_choice=${pythonRepr(choice)}. Got=${type}. Expecting str, or dict.`;
    return raises(`${text} Please ensure tool_choice follows the OpenAI tool_choice spec`);
  }
  const { type, function: named } = choice;
  if (typeof type === "string" && ["auto", "none", "required"].includes(type) && named === undefined) return got(type);
  if (type !== undefined && type !== null && named !== undefined && named !== null) return got(choice);
  const text = `Invalid tool choice, tool_choice=${pythonRepr(choice)}.`;
  return raises(`${text} Please ensure tool_choice follows the OpenAI spec`);
}

/** A tool LiteLLM's gateway would answer itself; called directly, LiteLLM leaves it out. */
export function isGatewayTool(tool: JsonObject, gateway: string): boolean {
  return tool.type === "mcp" && typeof tool.server_url === "string" && tool.server_url.startsWith(gateway);
}

function without(value: JsonObject, names: readonly string[]): JsonObject {
  return object(entries(value).filter(([name]) => !names.includes(name)));
}

/** Tools without keys, theirs or their functions', that the model would refuse. */
export function withoutKeys(
  tools: readonly JsonObject[],
  names: readonly string[],
): { readonly tools: readonly JsonObject[]; readonly losses: readonly Loss[] } {
  const held = (value: Json | undefined): readonly string[] =>
    isObject(value) ? names.filter((name) => value[name] !== undefined) : [];
  const isClean = (tool: JsonObject): boolean => held(tool).length === 0 && held(tool.function).length === 0;
  if (tools.every(isClean)) return { tools, losses: [] };
  const reason = "only some providers take it";
  return {
    tools: tools.map((tool) => {
      const rest = without(tool, names);
      return isObject(rest.function) ? object([...entries(rest), ["function", without(rest.function, names)]]) : rest;
    }),
    losses: tools.flatMap((tool, at) => [
      ...held(tool).map((name): Loss => ({ pointer: pointer(["tools", at, name]), action: "dropped", reason })),
      ...held(tool.function).map(
        (name): Loss => ({ pointer: pointer(["tools", at, "function", name]), action: "dropped", reason }),
      ),
    ]),
  };
}

/** LiteLLM's `validate_and_fix_thinking_param`: a flag as the default budget, and `budgetTokens` in OpenAI's spelling. */
export function readThinking(thinking: Json | undefined): Json | undefined {
  if (thinking === true) return { type: "enabled", budget_tokens: 2048 };
  if (thinking === false) return undefined;
  if (!isObject(thinking) || thinking.budgetTokens === undefined) return thinking;
  const rest = without(thinking, ["budgetTokens"]);
  return rest.budget_tokens === undefined ? { ...rest, budget_tokens: thinking.budgetTokens } : rest;
}

const MOST_STOPS = 4;

/** The first four stop sequences, as LiteLLM sends no more. */
export function readStop(stop: Json | undefined): {
  readonly stop: Json | undefined;
  readonly losses: readonly Loss[];
} {
  if (!isArray(stop) || stop.length <= MOST_STOPS) return { stop, losses: [] };
  const reason = `at most ${MOST_STOPS} stop sequences are sent`;
  return { stop: stop.slice(0, MOST_STOPS), losses: [{ pointer: "/stop", action: "clamped", reason }] };
}
