import { pythonType, truthy } from "@lintel/core";
import { isInt, isObject, type Json, type JsonObject, type Num, numeric } from "@lintel/core/json";
import { int as laxInt } from "../../lax/index.ts";
import { items, mapping, type Trouble } from "./trouble.ts";
import { cacheDetails } from "./usage-cache.ts";
import { counts, minus, plus, sum } from "./usage-counts.ts";

/** What a usage is read with. */
export interface UsageContext {
  /** What the model thought, as far as it was told; absent if it did not think aloud. */
  readonly reasoning: string | undefined;
  /** The blocks of a whole answer; absent in streams. */
  readonly content?: readonly JsonObject[];
  /** The speed that was asked for. */
  readonly speed: string | null;
  readonly trouble: Trouble;
}

/** A usage in the words of LiteLLM's `Usage`, and whether its reasoning is still to be counted. */
export interface ReadUsage {
  readonly value: JsonObject;
  readonly isUncounted: boolean;
}

const THINKING: ReadonlySet<Json | undefined> = new Set(["thinking", "redacted_thinking"]);

/** `thinking_tokens`, where pydantic takes it for an int. */
function toldThinking(usage: Json): number | Num | undefined {
  const details = isObject(usage) ? usage.output_tokens_details : undefined;
  const told = isObject(details) ? (details.thinking_tokens ?? null) : null;
  if (told === null) return undefined;
  const read = laxInt(told, [], { problem: () => undefined, loss: () => undefined });
  return isInt(read) ? read : undefined;
}

/** The thinking of all rounds, if each tells it. */
function iteratedThinking(iterations: readonly Json[]): number | undefined {
  const told = iterations.map(toldThinking);
  return told.includes(undefined) ? undefined : told.reduce<number>((all, each) => all + (numeric(each) ?? 0), 0);
}

interface Spent {
  readonly iterations: readonly Json[];
  readonly completion: number | Num;
}

/** LiteLLM's `_build_completion_token_details`; null stands for what is to be counted or what nobody knows. */
function completionDetails(usage: JsonObject, { iterations, completion }: Spent, context: UsageContext): JsonObject {
  const split = (reasoning: number): JsonObject => ({
    reasoning_tokens: reasoning,
    text_tokens: minus(completion, reasoning),
  });
  const told = (iterations.length > 0 ? iteratedThinking(iterations) : undefined) ?? numeric(toldThinking(usage));
  if (told !== undefined) return split(Math.min(Math.max(0, told), numeric(completion) ?? 0));
  const isUnknown = truthy(context.reasoning ?? "") || context.content?.some(({ type }) => THINKING.has(type)) === true;
  return isUnknown ? { reasoning_tokens: null, text_tokens: null } : split(0);
}

function requests(tools: Json, name: string): Json {
  return isObject(tools) ? (tools[name] ?? null) : null;
}

/** Searches for tools that a whole answer shows, where its usage does not tell them. */
function toolSearches(content: readonly JsonObject[] | undefined): Json {
  const found = (content ?? []).filter(
    ({ type, name }) => type === "server_tool_use" && typeof name === "string" && name.includes("tool_search"),
  );
  return found.length === 0 ? null : found.length;
}

function serverTools(tools: Json, content: readonly JsonObject[] | undefined): JsonObject | null {
  const web = requests(tools, "web_search_requests");
  const search = requests(tools, "tool_search_requests") ?? toolSearches(content);
  return web === null && search === null ? null : { web_search_requests: web, tool_search_requests: search };
}

interface Tokens {
  readonly input: number | Num;
  readonly output: number | Num;
  readonly write: number | Num;
  readonly read: number | Num;
}

function iteratedTokens(iterations: readonly Json[], { trouble }: UsageContext): Tokens {
  const all = (name: string): number | Num => sum(iterations.map((it) => counts(mapping(it, trouble)[name] ?? null)));
  return {
    input: all("input_tokens"),
    output: all("output_tokens"),
    write: all("cache_creation_input_tokens"),
    read: all("cache_read_input_tokens"),
  };
}

function ownTokens(usage: JsonObject, { trouble }: UsageContext): Tokens {
  const cached = (name: string): number | Num => {
    const value = usage[name] ?? 0;
    const isCount = typeof value === "boolean" || numeric(value) !== undefined;
    if (!isCount) trouble.raise(`unsupported operand type(s) for +=: 'int' and '${pythonType(value)}'`);
    return counts(value);
  };
  return {
    input: counts(usage.input_tokens ?? null),
    output: counts(usage.output_tokens ?? null),
    write: cached("cache_creation_input_tokens"),
    read: cached("cache_read_input_tokens"),
  };
}

/** An Anthropic usage as LiteLLM's `calculate_usage` reads it. */
export function readUsage(source: Json, context: UsageContext): ReadUsage {
  const { trouble, content, speed, reasoning } = context;
  const usage = mapping(source, trouble);
  const { iterations: rounds = null, server_tool_use: tools = null, inference_geo: geo = null } = usage;
  const iterations = truthy(rounds) ? items(rounds, trouble) : [];
  const details = cacheDetails(usage, iterations, trouble);
  const { input, output, write, read } =
    iterations.length > 0 ? iteratedTokens(iterations, context) : ownTokens(usage, context);
  const prompt = sum([input, write, read]);
  const inCompletion = completionDetails(usage, { iterations, completion: output }, context);
  const value: JsonObject = {
    completion_tokens: output,
    prompt_tokens: prompt,
    total_tokens: plus(prompt, output),
    completion_tokens_details: inCompletion,
    prompt_tokens_details: {
      cached_tokens: read,
      text_tokens: input,
      cache_creation_tokens: write,
      ...(details !== undefined && { cache_creation_token_details: details }),
    },
    server_tool_use: serverTools(tools, content),
    cache_creation_input_tokens: write,
    cache_read_input_tokens: read,
    iterations: rounds,
    inference_geo: geo,
    speed: typeof usage.speed === "string" ? usage.speed : speed,
    service_tier: usage.service_tier ?? null,
  };
  return { value, isUncounted: inCompletion.reasoning_tokens === null && truthy(reasoning ?? "") };
}

/** A usage with the tokens of its reasoning counted. */
export function withReasoning(usage: JsonObject, tokens: number): JsonObject {
  const completion = counts(usage.completion_tokens ?? null);
  const reasoning = Math.min(Math.max(0, tokens), numeric(completion) ?? 0);
  const details = { reasoning_tokens: reasoning, text_tokens: minus(completion, reasoning) };
  return { ...usage, completion_tokens_details: details };
}
