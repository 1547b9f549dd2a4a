import type { Kwargs } from "../client/front.ts";
import { isArray, isObject, type Json, type JsonObject, parse, pythonCompact } from "../json/index.ts";
import type { Plan } from "../plan.ts";
import type { Law } from "./law.ts";
import { type Observed, observe } from "./observe.ts";

/** Members of a request that hold the conversation, whatever the wire. */
const CONVERSATIONS = ["messages", "input", "contents"] as const;

const MORE: readonly JsonObject[] = [
  { role: "assistant", content: "So it is." },
  { role: "user", content: "And then?" },
];

function messagesOf({ messages }: Kwargs): readonly unknown[] | undefined {
  return isArray(messages as Json) ? (messages as readonly unknown[]) : undefined;
}

function endsInText(messages: readonly unknown[]): boolean {
  const last = messages.at(-1);
  return typeof last === "object" && last !== null && "role" in last && last.role === "user" && "content" in last
    ? typeof last.content === "string" && last.content.trim() !== ""
    : false;
}

function bodyOf({ plans: [plan] }: Observed): JsonObject | undefined {
  const body: Plan["body"] = plan?.body;
  const parsed = body?.body === "text" ? parse(body.text) : undefined;
  return parsed?.ok === true && isObject(parsed.value) ? parsed.value : undefined;
}

function conversation(body: JsonObject): readonly Json[] {
  const found = CONVERSATIONS.map((name) => body[name]).find(isArray);
  return found ?? [];
}

/** A turn without the cache's markers, which move on with the conversation. */
function unmarked(turn: Json): Json {
  if (isArray(turn)) return turn.map(unmarked);
  if (!isObject(turn)) return turn;
  return Object.fromEntries(
    Object.entries(turn).flatMap(([name, value]) => (name === "cache_control" ? [] : [[name, unmarked(value)]])),
  );
}

function text(turn: Json | undefined): string {
  return pythonCompact(unmarked(turn ?? null));
}

export const prefixStability: Law = {
  name: "prefix stability: a turn appended leaves what the request said before it as it was",
  applies: (_, { kwargs }) => endsInText(messagesOf(kwargs) ?? []),
  async violation(subject, sample) {
    const before = messagesOf(sample.kwargs) ?? [];
    const first = bodyOf(await observe(subject, sample));
    const longer = { ...sample, kwargs: { ...sample.kwargs, messages: [...before, ...MORE] } };
    const second = bodyOf(await observe(subject, longer));
    if (first === undefined || second === undefined) return undefined;
    const [turns, more] = [conversation(first), conversation(second)];
    const at = turns.findIndex((turn, index) => text(turn) !== text(more[index]));
    if (at !== -1) return `turn ${at} became ${text(more[at])}, it was ${text(turns[at])}`;
    const head = ["system", "instructions", "tools"].find((name) => text(first[name]) !== text(second[name]));
    return head === undefined ? undefined : `${head} changed with a turn at the end`;
  },
};
