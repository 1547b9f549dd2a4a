import type { Adapter } from "../adapter.ts";
import type { Call } from "../call.ts";
import { isNum, isObject, type Json, type JsonObject } from "../json/index.ts";
import { CHAT_PARAMS } from "../params/chat-params.ts";
import { words } from "../params/words.ts";
import type { RouteName } from "../routes/index.ts";
import type { Begun } from "../run.ts";
import { Secret } from "../secret.ts";
import { supplyOwn } from "../supply.ts";
import type { Kwargs, Reading } from "./front.ts";

/** Arguments of a call that may be like another one: OpenAI's, and those that say where it goes. */
const NAMES: ReadonlySet<string> = new Set([
  ...CHAT_PARAMS,
  ...words("model timeout api_key api_base base_url api_version organization custom_llm_provider drop_params"),
]);

/** Arguments of a messages call that may be like another one; a system prompt is a text as the others. */
const MESSAGES_NAMES: ReadonlySet<string> = new Set(
  words("model max_tokens temperature top_p top_k stream timeout api_key api_base custom_llm_provider"),
);

/** Characters of a key: what is longer is no likelier to come again. */
const LONGEST = 1024;

/** Keys that are known at the most, since callers choose arguments. */
const MOST = 1000;

/** A call, and the arguments it was read from. */
export interface ReadCall<R extends RouteName> {
  readonly reading: Reading<R>;
  readonly call: Call<R>;
}

/** The chat messages that arguments come to, where the caller's are texts alone. */
export type Texts = (kwargs: Kwargs) => readonly JsonObject[] | undefined;

/** A call that is settled but for its messages: what another one like it has in common with it. */
export interface Settled extends ReadCall<"chat"> {
  /** The messages of a call like it; undefined where that call has to be read. */
  readonly texts: Texts;
  /** Where another call begins. Absent: it is made from its beginning. */
  begin?(call: Call<"chat">): Begun | undefined;
}

/** Calls that were seen, by all their arguments but the messages. */
export interface Repeats {
  /** What a call is known by; undefined for one that is read anew each time. */
  key(route: RouteName, kwargs: Kwargs): string | undefined;
  find(key: string): Settled | undefined;
  /** Takes a call that was read; it is settled when its key comes for the second time. */
  saw(key: string, read: ReadCall<"chat">, texts: Texts): void;
}

function isText(message: Json): boolean {
  if (!isObject(message) || typeof message.content !== "string") return false;
  const { role } = message;
  if (role !== "user" && role !== "assistant" && role !== "system") return false;
  let members = 0;
  for (const _ in message) members++;
  return members === 2;
}

/** Whether each message is the text of a turn and nothing else: nothing that a call is read by depends on such messages. */
function areTexts(messages: unknown): messages is readonly JsonObject[] {
  if (!Array.isArray(messages)) return false;
  for (const message of messages) if (!isText(message)) return false;
  return messages.length > 0;
}

// Secrets are told apart by who they are, not by what they say.
const ids = new WeakMap<Secret, number>();
let last = 0;

function idOf(secret: Secret): number {
  const known = ids.get(secret);
  if (known !== undefined) return known;
  ids.set(secret, ++last);
  return last;
}

function spelt(name: string, value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return name === "api_key" ? undefined : `${name}"${value.length}"${value}`;
    case "number":
      return Object.is(value, -0) ? undefined : `${name}=${value};`;
    case "boolean":
      return `${name}=${value};`;
    default:
      if (isNum(value)) return `${name}~${value.source};`;
      return value instanceof Secret ? `${name}#${idOf(value)};` : undefined;
  }
}

function isFree(name: string, value: unknown, route: RouteName): boolean {
  return value === undefined || name === "messages" || (name === "system" && route === "messages");
}

function keyOf(route: RouteName, kwargs: Kwargs): string | undefined {
  if ((route !== "chat" && route !== "messages") || !areTexts(kwargs.messages)) return undefined;
  const names = route === "chat" ? NAMES : MESSAGES_NAMES;
  let key: string = route;
  for (const name in kwargs) {
    const value = kwargs[name];
    if (isFree(name, value, route)) continue;
    const part = names.has(name) ? spelt(name, value) : undefined;
    if (part === undefined) return undefined;
    key += part;
  }
  return key.length <= LONGEST ? key : undefined;
}

/** The messages of a chat call that are texts alone. */
export function chatTexts({ messages }: Kwargs): readonly JsonObject[] | undefined {
  return areTexts(messages) ? messages : undefined;
}

function settle({ reading, call }: ReadCall<"chat">, texts: Texts): Settled {
  const { adapter }: { readonly adapter: Adapter<"chat"> } = reading;
  const context = { signal: undefined, key: { names: adapter.connection.key.env, secret: call.target.key } };
  const given = adapter.repeat === undefined ? undefined : supplyOwn(adapter.needs(call), context);
  const step = given === undefined ? undefined : adapter.prepare(call, given);
  const next = step?.step === "send" ? adapter.repeat?.(step, call) : undefined;
  if (given === undefined || next === undefined) return { reading, call, texts };
  return {
    reading,
    call,
    texts,
    begin(another) {
      const begins = next.step(another);
      return begins === undefined ? undefined : { given, step: begins };
    },
  };
}

/** Remembers calls: those whose arguments but the messages are alike are read and prepared once. */
export function repeats(): Repeats {
  const known = new Map<string, Settled | "once">();
  return {
    key: keyOf,
    find(key) {
      const found = known.get(key);
      return found === "once" ? undefined : found;
    },
    saw(key, read, texts) {
      if (known.size >= MOST) known.clear();
      known.set(key, known.has(key) ? settle(read, texts) : "once");
    },
  };
}
