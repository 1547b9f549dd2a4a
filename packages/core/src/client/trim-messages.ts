import { isArray, isObject, type Json, type JsonObject, numeric } from "../json/index.ts";
import type { Outcome } from "../outcome.ts";
import { truthy } from "../params/truthy.ts";
import { countPrompt } from "../usage/count-prompt.ts";
import type { ModelFacts } from "../usage/model-facts.ts";
import { type Counter, openCounter } from "../usage/open-counter.ts";
import { type CountMessages, trimmed } from "../usage/trim-messages.ts";
import { type Attempt, got, raises } from "./attempt.ts";
import { type CounterWorld, choiceFor, counterContext } from "./counter-world.ts";
import type { Kwargs } from "./front.ts";
import { missingText } from "./missing-arguments.ts";
import { refused, takeArguments, unsupplied } from "./token-counter.ts";

const ARGUMENTS: readonly string[] = ["messages", "model", "trim_ratio", "return_response_tokens", "max_tokens"];

/** LiteLLM's DEFAULT_TRIM_RATIO. */
const RATIO = 0.75;

export interface TrimWorld extends CounterWorld {
  /** What is known of models, where somebody knows it. */
  readonly facts?: Pick<ModelFacts, "row"> | undefined;
}

/** What the messages may take; undefined where neither the caller nor the facts tell. */
function limitOf({ max_tokens, model, trim_ratio }: JsonObject, { facts }: TrimWorld): Attempt<number | undefined> {
  if (max_tokens !== undefined && max_tokens !== null) {
    const given = numeric(max_tokens);
    return given === undefined ? raises("max_tokens must be a number") : got(given);
  }
  const row = typeof model === "string" ? facts?.row(model) : undefined;
  if (row === undefined) return got(undefined);
  const { max_tokens: most, max_input_tokens: read = most } = row;
  const known = most === undefined ? undefined : numeric(read);
  const ratio = trim_ratio === undefined ? RATIO : numeric(trim_ratio);
  return known === undefined || ratio === undefined
    ? raises("the model's limit is no number")
    : got(Math.trunc(known * ratio));
}

/** Counts each message once: together they cost what they cost alone, and the answer's beginning. */
function counting(counter: Counter): CountMessages {
  const sizes = new WeakMap<JsonObject, number>();
  const answer = 3;

  async function sizeOf(message: JsonObject): Promise<Attempt<number>> {
    const known = sizes.get(message);
    if (known !== undefined) return got(known);
    const tally = countPrompt({ messages: [message], count_response_tokens: true }, { fetched: new Map() });
    if (!tally.ok) return tally;
    const found = await counter.count(tally.value.texts);
    if (!found.supplied) return raises(found.message);
    sizes.set(message, tally.value.tokens + found.value);
    return got(tally.value.tokens + found.value);
  }

  return async (messages) => {
    let total = answer;
    for (const message of messages) {
      const size = await sizeOf(message);
      if (!size.ok) return size;
      total += size.value;
    }
    return got(total);
  };
}

function untrimmed(messages: Json): Outcome {
  return { outcome: "value", value: { messages }, losses: [] };
}

/**
 * LiteLLM's `trim_messages`: `{ messages }` that fit the model or `max_tokens`, with `response_tokens`, the rest of the limit, if
 * asked for. Messages that cannot be counted come back as they are.
 */
export async function trimMessages(kwargs: Kwargs, world: TrimWorld): Promise<Outcome> {
  const taken = takeArguments(kwargs, { name: "trim_messages", taken: ARGUMENTS });
  if (!taken.ok) return refused(taken.text);
  const missing = missingText(kwargs, { name: "trim_messages", needed: ["messages"] });
  if (missing !== undefined) return refused(missing);
  const { messages = null, model, return_response_tokens } = taken.value;
  const limit = limitOf(taken.value, world);
  if (!limit.ok || limit.value === undefined || !isArray(messages) || !messages.every(isObject))
    return untrimmed(messages);
  const named = typeof model === "string" ? model : undefined;
  const counter = await openCounter(choiceFor(named, world.world), counterContext(world));
  if (!counter.supplied) return unsupplied(counter);
  const list = messages.filter(isObject);
  const cut = await trimmed({ messages: list, model: named, limit: limit.value, count: counting(counter.value) });
  if (!cut.ok) return untrimmed(messages);
  const { messages: kept, rest } = cut.value;
  const isAsked = truthy(return_response_tokens) && rest !== undefined;
  return {
    outcome: "value",
    value: { messages: kept, ...(isAsked && { response_tokens: rest }) },
    losses: [],
  };
}
