import { type Kwargs, truthy } from "@lintel/core";
import { fromUser, isArray, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { OWN } from "../messages-over-chat/arguments.ts";
import { systemParts, toItems } from "./request-items.ts";
import { toContextManagement, toReasoning, toText, toToolChoice, toTools, toUser } from "./request-params.ts";
import { drop, type Way } from "./way.ts";

const ENCRYPTED = "reasoning.encrypted_content";

const UNSAYABLE = ["container", "safeguards", "stop_sequences", "top_k"] as const;

export function jsonOf(value: unknown): Json {
  const taken = fromUser(value ?? null);
  return taken.ok ? taken.value : null;
}

function isMarked(system: Json): boolean {
  return isArray(system) && system.some((block) => isObject(block) && (block.prompt_cache_breakpoint ?? null) !== null);
}

/** A system prompt as instructions, or as a developer's message where it has breakpoints of its own. */
function instructed(system: Json, way: Way): { readonly lead: readonly JsonObject[]; readonly instructions?: string } {
  const blocks = isArray(system) ? system.filter(isObject) : [];
  blocks.forEach(({ cache_control: marker }, index) => {
    if (truthy(marker)) drop(way, `/system/${index}/cache_control`, "the Responses API takes no cache markers");
  });
  const parts = isMarked(system) ? systemParts(system) : [];
  if (parts.length > 0) return { lead: [{ type: "message", role: "developer", content: parts }] };
  if (!truthy(system)) return { lead: [] };
  if (typeof system === "string") return { lead: [], instructions: system };
  if (!isArray(system)) {
    drop(way, "/system", "neither a text nor a list of them");
    return { lead: [] };
  }
  const texts = blocks.filter(({ type }) => type === "text").map(({ text }) => (typeof text === "string" ? text : ""));
  return { lead: [], instructions: texts.filter((text) => text !== "").join("\n") };
}

function includes({ world, provider, model }: Way): boolean {
  return (
    provider !== undefined && world.find("responses", provider, model)?.supported(model).includes("include") === true
  );
}

function included(asked: Json, own: readonly string[]): Json {
  if (!isArray(asked)) return own.length > 0 ? own : asked;
  return [...own, ...asked.filter((name) => !own.some((it) => it === name))];
}

function paramsOf(said: Readonly<Record<string, Json>>, way: Way): Kwargs {
  const { max_tokens: most = null, temperature = null, top_p = null, tools = null, tool_choice: choice = null } = said;
  const { thinking = null, output_config: config = null, output_format: format = null } = said;
  const { context_management: context = null, metadata = null, stream = null } = said;
  const reasoning = isObject(thinking) && truthy(thinking) ? toReasoning(thinking, config, way) : undefined;
  const text = toText(truthy(format) ? format : null, truthy(config) ? config : null, way);
  const edits = isObject(context) && truthy(context) ? toContextManagement(context, way) : undefined;
  if (truthy(most)) way.lose({ pointer: "/max_tokens", action: "renamed", reason: "max_output_tokens" });
  return {
    ...(truthy(most) && { max_output_tokens: most }),
    ...(temperature !== null && { temperature }),
    ...(top_p !== null && { top_p }),
    ...(truthy(tools) && { tools: toTools(tools, way) }),
    ...(isObject(choice) && truthy(choice) && { tool_choice: toToolChoice(choice, way) }),
    ...(reasoning !== undefined && { reasoning }),
    ...(text !== undefined && { text }),
    ...(edits !== undefined && { context_management: edits }),
    ...(truthy(metadata) && toUser(metadata, way)),
    ...(truthy(stream) && { stream: true }),
  };
}

/** A messages call as arguments of a responses call (LiteLLM's `_build_responses_kwargs`). */
export function toArguments(kwargs: Kwargs, way: Way): Kwargs {
  const said = Object.fromEntries(
    Object.entries(kwargs).flatMap(([name, value]) => (OWN.has(name) ? [[name, jsonOf(value)] as const] : [])),
  );
  for (const name of UNSAYABLE)
    if (truthy(said[name])) drop(way, `/${name}`, "the Responses API has no counterpart of it");
  const messages = isArray(said.messages) ? said.messages.filter(isObject) : [];
  const { lead, instructions } = instructed(said.system ?? null, way);
  const made: Kwargs = {
    model: way.model,
    input: [...lead, ...toItems(messages, way)],
    ...(includes(way) && { include: [ENCRYPTED] }),
    ...(instructions !== undefined && { instructions }),
    ...paramsOf(said, way),
  };
  const others = Object.entries(kwargs).filter(([name, value]) => !OWN.has(name) && (value ?? null) !== null);
  const kept = Object.fromEntries(others.filter(([name]) => !Object.hasOwn(made, name) || made[name] === undefined));
  const { prompt_cache_key: key, include } = kwargs;
  const asked = jsonOf(include);
  return {
    ...made,
    ...kept,
    ...((key ?? null) !== null && { prompt_cache_key: key }),
    ...(made.include !== undefined && { include: included(asked, [ENCRYPTED]) }),
  };
}
