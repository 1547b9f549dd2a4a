import type { Kwargs, World } from "@lintel/core";
import { truthy } from "@lintel/core";
import { fromParsed, fromUser, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { answerFormat } from "./answer-format.ts";
import { contextEdits } from "./context-edits.ts";
import { chatMessages } from "./messages.ts";
import { thinkingArguments } from "./thinking.ts";
import { toolChoice } from "./tool-choice.ts";
import { chatTools } from "./tools.ts";
import { userArguments } from "./user.ts";
import { drop, type Way } from "./way.ts";

/** What the request says in Anthropic's words, and is not passed on in them. */
export const SAID = [
  "context_management",
  "container",
  "max_tokens",
  "messages",
  "metadata",
  "model",
  "output_config",
  "output_format",
  "safeguards",
  "stop_sequences",
  "stream",
  "system",
  "temperature",
  "thinking",
  "tool_choice",
  "tools",
  "top_k",
  "top_p",
] as const;

type Said = Readonly<Partial<Record<(typeof SAID)[number], Json>>>;

/** Those, and what is LiteLLM's own on the way. */
export const OWN: ReadonlySet<string> = new Set([...SAID, "anthropic_messages", "litellm_router"]);
/** What no chat model is told. */
const UNSAYABLE = ["container", "safeguards"] as const;
const NUMBERS = ["max_tokens", "temperature", "top_k", "top_p"] as const;

/** The chat call, the tools whose names it shortens, and where its parts come from. */
export interface ChatCall {
  readonly kwargs: Kwargs;
  readonly names: ReadonlyMap<string, string>;
  /** What became of the edits of the context. */
  readonly edits: readonly JsonObject[];
  readonly origins: Readonly<Record<"messages" | "tools", readonly string[]>>;
}

/** The members of the request as JSON. */
export function readSaid(
  kwargs: Kwargs,
  { way, isParsed = false }: { readonly way: Way; readonly isParsed?: boolean | undefined },
): Said {
  const take = isParsed ? fromParsed : fromUser;
  const said: Partial<Record<(typeof SAID)[number], Json>> = {};
  for (const name of SAID) {
    if (kwargs[name] === undefined) continue;
    const taken = take(kwargs[name]);
    if (taken.ok) said[name] = taken.value;
    else way.refuse({ at: `/${name}${taken.pointer}`, text: taken.message });
  }
  return said;
}

function numbersOf(said: Said): Kwargs {
  const numbers: Record<string, unknown> = {};
  for (const name of NUMBERS) if ((said[name] ?? null) !== null) numbers[name] = said[name];
  return numbers;
}

/** Arguments that are nobody's words in particular: they go over as they are, where the request does not say them. */
function othersOf(kwargs: Kwargs, crossed: Kwargs, way: Way): Kwargs {
  const others = Object.entries(kwargs).filter(([name, value]) => !OWN.has(name) && (value ?? null) !== null);
  const isSaid = (name: string): boolean => Object.hasOwn(crossed, name) && crossed[name] !== undefined;
  for (const [name] of others)
    if (isSaid(name) && name !== "prompt_cache_key") drop(way, `/${name}`, "the request says it in Anthropic's words");
  const { prompt_cache_key: key } = kwargs;
  const kept = others.filter(([name]) => !isSaid(name));
  return { ...Object.fromEntries(kept), ...((key ?? null) !== null && { prompt_cache_key: key }) };
}

/** Whether thoughts are summarised unless asked otherwise. */
export function isSummarised({ settings, env }: World): boolean {
  const { LITELLM_REASONING_AUTO_SUMMARY: word } = env;
  return truthy(settings.reasoning_auto_summary) || (typeof word === "string" && word.toLowerCase() === "true");
}

/** The effort as the model takes it. */
function nearest(effort: unknown, { rules, provider, model }: Way): unknown {
  if (typeof effort === "string") return rules.effort(effort, { provider, model });
  const taken = fromUser(effort);
  const value = taken.ok ? taken.value : null;
  if (!isObject(value) || typeof value.effort !== "string") return effort;
  return { ...value, effort: rules.effort(value.effort, { provider, model }) };
}

function withSummary(effort: unknown, thinking: JsonObject, isAlways: boolean): unknown {
  const { summary } = thinking;
  const told = truthy(summary) ? summary : isAlways ? "detailed" : undefined;
  const more = told === undefined ? {} : { summary: told };
  if (typeof effort === "string" && effort !== "") return { effort, ...more };
  const taken = fromUser(effort ?? null);
  const value = taken.ok ? taken.value : null;
  if (!isObject(value) || "summary" in value || "generate_summary" in value) return effort;
  return { ...value, ...more };
}

/** Where alone the model tells its thoughts, and how they are asked for there. */
function elsewhere(effort: unknown, { thinking }: Said, { way, isAlways }: { way: Way; isAlways: boolean }): Kwargs {
  if (!isObject(thinking) || thinking.type !== "enabled") return {};
  const model = way.rules.thinksAs(way.provider, way.model);
  if (model === undefined) return {};
  return { model, ...(effort !== undefined && { reasoning_effort: withSummary(effort, thinking, isAlways) }) };
}

/** The caller's arguments in chat's words. */
export function chatCall(kwargs: Kwargs, world: World, way: Way): ChatCall {
  const said = readSaid(kwargs, { way, isParsed: world.isParsed });
  for (const name of UNSAYABLE) if (truthy(said[name])) drop(way, `/${name}`, "chat has no counterpart of it");
  const { additional_drop_params: dropped } = kwargs;
  const isDropped = Array.isArray(dropped) && dropped.includes("context_management");
  if (isDropped && truthy(said.context_management)) drop(way, "/context_management", "the caller asks for that");
  const edits = isDropped ? [] : contextEdits(said.context_management ?? null, way);
  const { messages, origins } = chatMessages(said.messages ?? null, said.system, way);
  const tools = chatTools(said.tools, way);
  const choice = toolChoice(said.tool_choice, way);
  const isAlways = isSummarised(world);
  const thoughts = { thinking: said.thinking, config: said.output_config, isSummarised: isAlways };
  const isStreamed = truthy(said.stream);
  if (truthy(said.stop_sequences)) way.note({ pointer: "/stop_sequences", action: "renamed", reason: "stop" });
  const crossed: Kwargs = {
    model: way.model,
    messages,
    ...userArguments(said.metadata, way),
    ...(choice !== undefined && { tool_choice: choice }),
    ...(tools.isSearching && { web_search_options: {} }),
    ...(tools.tools.length > 0 && { tools: tools.tools }),
    ...thinkingArguments(thoughts, way),
    ...(truthy(said.stop_sequences) && { stop: said.stop_sequences }),
    ...answerFormat(said.output_format, said.output_config, way),
    ...numbersOf(said),
    ...(isStreamed && { stream: said.stream, stream_options: { include_usage: true } }),
  };
  const whole: Kwargs = { ...crossed, ...othersOf(kwargs, crossed, way) };
  const { reasoning_effort: asked } = whole;
  const effort = (asked ?? null) === null ? undefined : nearest(asked, way);
  return {
    kwargs: {
      ...whole,
      ...(effort !== undefined && { reasoning_effort: effort }),
      ...elsewhere(effort, said, { way, isAlways }),
    },
    names: tools.names,
    edits,
    origins: { messages: origins, tools: tools.origins },
  };
}
