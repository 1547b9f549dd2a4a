import { type Attempt, got, raises } from "../client/attempt.ts";
import { isArray, isObject, type Json, type JsonObject } from "../json/index.ts";
import { truthy } from "../params/truthy.ts";
import { pythonStr } from "../python-text.ts";
import { isRemote, type PartCosts } from "./count-image.ts";
import { countMessage } from "./count-messages.ts";
import { item, looped, typeName } from "./python-raises.ts";
import { renderTools } from "./render-tools.ts";
import { type Tally, text, tokens, total, totalOf } from "./tally.ts";

/** What is to be counted, under LiteLLM's names. */
export interface Prompt {
  readonly text?: Json;
  readonly messages?: Json;
  readonly tools?: Json;
  readonly tool_choice?: Json;
  readonly count_response_tokens?: Json;
}

/** Tokens before an answer, of a list of tools, of a system message beside it, and of choices of a tool. */
const EXTRA = { answer: 3, tools: 9, system: -4, none: 1, choice: 7 } as const;

function isSystem(message: JsonObject): boolean {
  return message.role === "system";
}

function countTools(tools: Json | undefined, messages: readonly JsonObject[]): Attempt<Tally> {
  if (!truthy(tools)) return got(tokens(0));
  const rendered = renderTools(tools);
  if (!rendered.ok) return rendered;
  const saved = messages.some(isSystem) ? EXTRA.system : 0;
  return got(total([text(rendered.value), tokens(EXTRA.tools + saved)]));
}

function countChoice(choice: Json | undefined): Attempt<Tally> {
  if (choice === "none") return got(tokens(EXTRA.none));
  if (!isObject(choice)) return got(tokens(0));
  const called = item(choice, "function");
  const name = called.ok ? item(called.value, "name") : called;
  return name.ok ? got(total([tokens(EXTRA.choice), text(pythonStr(name.value))])) : name;
}

function readMessages(messages: Json): Attempt<readonly JsonObject[]> {
  const list = looped(messages);
  if (!list.ok) return list;
  const stray = list.value.find((message) => !isObject(message));
  if (stray !== undefined) return raises(`Invalid message type: ${typeName(stray)}. Expected dict or Pydantic model.`);
  return got(list.value.filter(isObject));
}

function countMessages(prompt: Prompt, costs: PartCosts): Attempt<Tally> {
  const messages = readMessages(prompt.messages ?? null);
  if (!messages.ok) return messages;
  const counted = messages.value.map((message) => countMessage(message, costs));
  const { count_response_tokens: isAnswer = false } = prompt;
  if (isAnswer !== false) return totalOf(counted);
  return totalOf([
    ...counted,
    got(tokens(EXTRA.answer)),
    countTools(prompt.tools, messages.value),
    countChoice(prompt.tool_choice),
  ]);
}

function countWords({ text: words, tools, tool_choice }: Prompt): Attempt<Tally> {
  if (truthy(tools) || truthy(tool_choice)) return raises("tools or tool_choice cannot be set if using text");
  if (typeof words === "string") return got(text(words));
  return isArray(words)
    ? got(text(words.filter((it) => typeof it === "string").join("")))
    : raises("text must be a string or a list of strings");
}

/** A text, or messages with the tools beside them, as LiteLLM's `token_counter` counts them; or its words of refusal. */
export function countPrompt(prompt: Prompt, costs: PartCosts): Attempt<Tally> {
  const hasText = prompt.text !== undefined && prompt.text !== null;
  const hasMessages = prompt.messages !== undefined && prompt.messages !== null;
  if (hasText && hasMessages) return raises("text and messages cannot both be set");
  if (hasText) return countWords(prompt);
  return hasMessages ? countMessages(prompt, costs) : raises("Either text or messages must be provided");
}

function remoteIn(value: Json): readonly string[] {
  if (isArray(value)) return value.flatMap(remoteIn);
  if (!isObject(value)) return [];
  const { image_url: image } = value;
  const isDetailed = value.type === "image_url" && isObject(image) && image.detail === "high";
  if (isDetailed && typeof image.url === "string" && isRemote(image.url)) return [image.url];
  return remoteIn(value.content ?? null).concat(remoteIn(value.source ?? null));
}

/** The images that must be fetched before a prompt can be counted, each once. */
export function remoteImages({ messages }: Prompt): readonly string[] {
  return messages === undefined ? [] : [...new Set(remoteIn(messages))];
}
