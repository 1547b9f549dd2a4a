import { isObject, type Json, type JsonObject } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { CHAT_PARAMS } from "../params/chat-params.ts";
import { inOrder, placesOf } from "../params/in-order.ts";
import { truthy } from "../params/truthy.ts";
import { alternateRoles } from "./alternate-roles.ts";
import { readMessages } from "./completion-messages.ts";
import { isGatewayTool, readStop, readThinking, readToolChoice, readTools } from "./completion-tools.ts";
import type { Refusal, World } from "./front.ts";
import { type Blamed, refuse, refuseRaised } from "./refuse.ts";
import { withoutSignatures } from "./strip-signatures.ts";
import { addSystemPrompt } from "./system-messages.ts";

/** What a caller asks for, put right as far as it does not matter of whom. */
export interface ChatRequest {
  readonly read: "request";
  readonly messages: readonly JsonObject[];
  /** OpenAI's parameters that have a value, in LiteLLM's order. */
  readonly params: JsonObject;
  readonly losses: readonly Loss[];
  /** The caller's JSON pointer of a place in these messages, where it may be another. */
  origin?(pointer: string): string;
}

/** Whether a message holds the id of a tool call. */
function mayBeSigned(message: Json): boolean {
  return isObject(message) && (message.tool_calls !== undefined || message.role === "tool");
}

function unsigned(messages: Json | undefined, { provider, model, providers }: Blamed): Json | undefined {
  const { separator, keeps } = providers.chat.signatures;
  if (!Array.isArray(messages) || !messages.some(mayBeSigned) || keeps(provider, model)) return messages;
  return messages.map((message: Json) => withoutSignatures(message, separator));
}

function arranged(messages: readonly JsonObject[], given: JsonObject): readonly JsonObject[] {
  const { ensure_alternating_roles, user_continue_message, assistant_continue_message, litellm_system_prompt } = given;
  const turns = truthy(ensure_alternating_roles)
    ? alternateRoles(messages, { user: user_continue_message, assistant: assistant_continue_message })
    : messages;
  const hasPrompt = typeof litellm_system_prompt === "string" && litellm_system_prompt !== "";
  return hasPrompt ? addSystemPrompt(turns, litellm_system_prompt) : turns;
}

/** Where the caller gave messages among which others were put: those are nobody's. */
function originAmong(given: readonly JsonObject[], told: readonly JsonObject[]): (pointer: string) => string {
  // Looked for among all, each message that was put there would cost a pass.
  const own = new Set(given);
  let next = 0;
  const places = told.map((message, at) => {
    const found = own.has(message) ? given.indexOf(message, next) : -1;
    const place = found === -1 && at === 0 && given[0]?.role === "system" ? 0 : found;
    next = Math.max(next, place + 1);
    return place;
  });
  return (pointer) => {
    const [, member, index = "", ...rest] = pointer.split("/");
    if (member !== "messages" || index === "") return pointer;
    const place = places[Number(index)] ?? -1;
    return place === -1 ? "/messages" : ["", member, place, ...rest].join("/");
  };
}

function forOthers(tools: readonly JsonObject[] | undefined, gateway: string): readonly JsonObject[] | undefined {
  if (tools?.some((tool) => isGatewayTool(tool, gateway)) !== true) return tools;
  const rest = tools.filter((tool) => !isGatewayTool(tool, gateway));
  return rest.length === 0 ? undefined : rest;
}

const PLACES = placesOf(CHAT_PARAMS);

/** The parameters that have a value, in their order. */
function paramsOf(given: JsonObject, fixed: Readonly<Record<string, Json | undefined>>): JsonObject {
  const params: Record<string, Json> = {};
  for (const name of inOrder(Object.keys(given), PLACES)) {
    const value = Object.hasOwn(fixed, name) ? fixed[name] : given[name];
    if (value !== undefined && value !== null) params[name] = value;
  }
  return params;
}

/** The first half of LiteLLM's `completion`: what it validates and puts right before it looks for the provider. */
export function readRequest(
  given: JsonObject,
  { world, blamed }: { readonly world: World; readonly blamed: Blamed },
): ChatRequest | Refusal {
  const { settings, providers } = world;
  const messages = readMessages(unsigned(given.messages, blamed));
  if (!messages.ok) return refuseRaised(messages.text, blamed);
  const tools = readTools(given.tools);
  if (!tools.ok) return refuseRaised(tools.text, blamed);
  const choice = readToolChoice(given.tool_choice);
  if (!choice.ok) return refuse("BadRequestError", choice.text, { model: blamed.model, provider: "" });
  const isEndless = settings.disable_stop_sequence_limit === true;
  const stopped = isEndless ? { stop: given.stop, losses: [] } : readStop(given.stop);
  const params = paramsOf(given, {
    tools: forOthers(tools.value, providers.proxy),
    tool_choice: choice.value,
    stop: stopped.stop,
    thinking: readThinking(given.thinking),
  });
  const told = arranged(messages.value, given);
  const origin = told === messages.value ? undefined : originAmong(messages.value, told);
  return { read: "request", messages: told, params, losses: stopped.losses, ...(origin && { origin }) };
}
