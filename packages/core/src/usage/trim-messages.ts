import { type Attempt, got, raises } from "../client/attempt.ts";
import type { JsonObject } from "../json/index.ts";
import { codePoints } from "./code-points.ts";
import { item } from "./python-raises.ts";

/** Counts the tokens of messages together. */
export type CountMessages = (messages: readonly JsonObject[]) => Promise<Attempt<number>>;

export interface Trim {
  readonly messages: readonly JsonObject[];
  readonly model: string | undefined;
  /** What the messages may take. */
  readonly limit: number;
  readonly count: CountMessages;
}

/** Messages that fit, and what they leave of the limit; no rest where nothing was trimmed. */
export interface Trimmed {
  readonly messages: readonly JsonObject[];
  readonly rest?: number;
}

/** How often a message is shortened before it is taken as it is. */
const ATTEMPTS = 10;

/** So little room that LiteLLM does not shorten a message for a model with "gpt" in its name. */
const LEAST_FOR_GPT = 10;

/** Tokens that must be left for another message to be tried. */
const LEAST = 3;

/** A text without its middle: as long as its share of the tokens it may have, the dots aside. */
function withoutMiddle(content: string, share: number): string {
  const points = codePoints(content);
  const half = Math.floor(Math.max(0, Math.trunc(points.length * share) - 1) / 2);
  const [left = "", , right = ""] = points.cut([0, half, points.length - half, points.length]);
  // Python's `content[-0:]` is the whole text.
  return `${left}..${half === 0 ? content : right}`;
}

/** LiteLLM's `shorten_message_to_fit_limit`. */
async function shortened(message: JsonObject, room: number, { model, count }: Trim): Promise<Attempt<JsonObject>> {
  if (model?.includes("gpt") === true && room <= LEAST_FOR_GPT) return got(message);
  const content = item(message, "content");
  if (!content.ok) return content;
  let current = message;
  let words = content.value;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const total = await count([current]);
    if (!total.ok) return total;
    if (total.value <= room) break;
    if (typeof words !== "string") return raises("only a text can be shortened");
    words = withoutMiddle(words, room / total.value);
    current = { ...current, content: words };
  }
  return got(current);
}

function joinedSystem(messages: readonly JsonObject[]): Attempt<string> {
  let joined = "";
  for (const message of messages) {
    const role = item(message, "role");
    if (!role.ok) return role;
    if (role.value !== "system") continue;
    if (typeof message.content !== "string") return raises("a system message must be a text");
    joined += (joined === "" ? "" : "\n") + message.content;
  }
  return got(joined);
}

/** From the newest on, as many messages as fit, the last of them perhaps shortened. */
async function fitting(messages: readonly JsonObject[], trim: Trim): Promise<Attempt<readonly JsonObject[]>> {
  const { limit, count } = trim;
  let kept: readonly JsonObject[] = [];
  for (const message of messages.toReversed()) {
    const used = await count(kept);
    if (!used.ok) return used;
    const room = limit - used.value;
    if (room <= LEAST) break;
    const together = await count([message, ...kept]);
    if (!together.ok) return together;
    if (together.value <= limit) {
      kept = [message, ...kept];
    } else if (message.function_call === undefined) {
      const shorter = await shortened(message, room, trim);
      if (!shorter.ok) return shorter;
      const fits = await count([...kept, shorter.value]);
      if (!fits.ok) return fits;
      if (fits.value <= limit) kept = [shorter.value, ...kept];
    }
  }
  return got(kept);
}

interface System {
  readonly messages: readonly JsonObject[];
  /** What is left for the other messages. */
  readonly limit: number;
}

async function system(words: string, trim: Trim): Promise<Attempt<System>> {
  if (words === "") return got({ messages: [], limit: trim.limit });
  const whole: JsonObject = { role: "system", content: words };
  const size = await trim.count([whole]);
  if (!size.ok) return size;
  if (size.value <= trim.limit) return got({ messages: [whole], limit: trim.limit - size.value });
  const shorter = await shortened(whole, trim.limit, trim);
  if (!shorter.ok) return shorter;
  const rest = await trim.count([shorter.value]);
  return rest.ok ? got({ messages: [shorter.value], limit: trim.limit - rest.value }) : rest;
}

/** Messages cut to a limit as LiteLLM's `trim_messages` cuts them; the words of its error where it would give them back as they are. */
export async function trimmed(trim: Trim): Promise<Attempt<Trimmed>> {
  const words = joinedSystem(trim.messages);
  if (!words.ok) return words;
  const last = trim.messages.findLastIndex((message) => message.role !== "tool");
  const [turns, tools] = [trim.messages.slice(0, last + 1), trim.messages.slice(last + 1)];
  const size = await trim.count(turns);
  if (!size.ok) return size;
  if (size.value < trim.limit) return got({ messages: trim.messages });
  const head = await system(words.value, trim);
  if (!head.ok) return head;
  const { messages: before, limit } = head.value;
  if (before.length > 0 && limit === 0) return got({ messages: before });
  const others = before.length > 0 ? turns.filter((message) => message.role !== "system") : turns;
  const kept = await fitting(others, { ...trim, limit });
  if (!kept.ok) return kept;
  const messages = [...before, ...kept.value, ...tools];
  const total = await trim.count(messages);
  return total.ok ? got({ messages, rest: limit - total.value }) : total;
}
