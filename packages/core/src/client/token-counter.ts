import type { Fault } from "../fault.ts";
import type { Unsupplied } from "../host.ts";
import { fromUser, type Json, type JsonObject, numeric } from "../json/index.ts";
import { bytes } from "../need.ts";
import type { Outcome } from "../outcome.ts";
import { truthy } from "../params/truthy.ts";
import type { PartCosts } from "../usage/count-image.ts";
import { countPrompt, remoteImages } from "../usage/count-prompt.ts";
import { isEstimated } from "../usage/count-text.ts";
import { readCustomTokenizer } from "../usage/custom-tokenizer.ts";
import { type Counter, counterOf, openCounter } from "../usage/open-counter.ts";
import type { Tally } from "../usage/tally.ts";
import { textLimits } from "../usage/text-limits.ts";
import { type Attempt, got, raises } from "./attempt.ts";
import { type CounterWorld, choiceFor, counterContext } from "./counter-world.ts";
import { envText } from "./directory.ts";
import type { Kwargs, World } from "./front.ts";

const ARGUMENTS: readonly string[] = [
  "model",
  "text",
  "messages",
  "count_response_tokens",
  "tools",
  "tool_choice",
  "use_default_image_token_count",
  "default_token_count",
];

/** Tokens of an image whose size is not looked at, LiteLLM's DEFAULT_IMAGE_TOKEN_COUNT. */
const IMAGE_TOKENS = 250;

/** The words of a refusal, as the caller's fault. */
export function refused(text: string, details: readonly string[] = []): Outcome {
  const fault: Fault = { origin: "caller", kind: "BadRequestError", status: 400, message: text };
  const detail = details.length > 0 && { detail: details.join("; ") };
  return { outcome: "fault", fault: { ...fault, ...detail }, losses: [] };
}

/** What a host could not supply, as its fault unless an argument is to blame. */
export function unsupplied({ message, kind, param }: Unsupplied): Outcome {
  if (kind === undefined)
    return {
      outcome: "fault",
      fault: {
        origin: "host",
        kind: "NotImplementedError",
        status: 501,
        message: `litellm.NotImplementedError: ${message}`,
      },
      losses: [],
    };
  const fault: Fault = { origin: "caller", kind, status: 400, message: `litellm.${kind}: ${message}` };
  return { outcome: "fault", fault: param === undefined ? fault : { ...fault, param }, losses: [] };
}

/** The named arguments as JSON. */
export function takeArguments(kwargs: Kwargs, { name, taken }: Signature): Attempt<JsonObject> {
  const stray = Object.keys(kwargs).find((it) => !taken.includes(it) && it !== "custom_tokenizer");
  if (stray !== undefined) return raises(`${name}() got an unexpected keyword argument '${stray}'`);
  const given: Record<string, Json> = {};
  for (const it of taken) {
    if (kwargs[it] === undefined) continue;
    const read = fromUser(kwargs[it]);
    if (!read.ok) return raises(`${it}${read.pointer}: ${read.message}`);
    given[it] = read.value;
  }
  return got(given);
}

export interface Signature {
  /** The function's name in Python. */
  readonly name: string;
  readonly taken: readonly string[];
}

function imageTokens({ env }: World): number {
  const told = envText(env, "DEFAULT_IMAGE_TOKEN_COUNT");
  return told !== undefined && /^\s*\d+\s*$/.test(told) ? Number(told) : IMAGE_TOKENS;
}

interface Parts {
  readonly costs: PartCosts;
  /** Why images could not be fetched. */
  readonly failures: readonly string[];
}

async function partCosts(given: JsonObject, { host, world, signal }: CounterWorld): Promise<Parts> {
  const isUnseen = truthy(given.use_default_image_token_count);
  const uncountable = numeric(given.default_token_count);
  const fetched = new Map<string, Uint8Array>();
  const failures: string[] = [];
  for (const url of isUnseen ? [] : remoteImages(given)) {
    const answer = await host.supply(bytes({ from: "url", url, parameter: "messages" }), signal);
    if (answer.supplied) fetched.set(url, answer.value.bytes);
    else failures.push(answer.message);
  }
  const image = isUnseen && { image: imageTokens(world) };
  return { costs: { fetched, ...image, ...(uncountable !== undefined && { uncountable }) }, failures };
}

async function counted({ tokens, texts, isGuess }: Tally, counter: Counter): Promise<Outcome> {
  const found = await counter.count(texts);
  if (!found.supplied) return unsupplied(found);
  const isExact = counter.isOwn && !isGuess && !texts.some((text) => isEstimated(text, counter.limits));
  const certainty = isExact ? "exact" : "estimated";
  return { outcome: "value", value: { tokens: tokens + found.value, certainty, tokenizer: counter.name }, losses: [] };
}

/** LiteLLM's `token_counter`: the tokens of a text or of messages, how sure they are, and what counted them. */
export async function tokenCounter(kwargs: Kwargs, counting: CounterWorld): Promise<Outcome> {
  const { world } = counting;
  if (world.settings.disable_token_counter === true)
    return { outcome: "value", value: { tokens: 0, certainty: "estimated", tokenizer: "none" }, losses: [] };
  const given = takeArguments(kwargs, { name: "token_counter", taken: ARGUMENTS });
  if (!given.ok) return refused(given.text);
  const custom = readCustomTokenizer(kwargs.custom_tokenizer);
  if (!custom.ok) return refused(custom.text);
  const { costs, failures } = await partCosts(given.value, counting);
  const tally = countPrompt(given.value, costs);
  if (!tally.ok) return refused(tally.text, failures);
  if (custom.value !== undefined) return counted(tally.value, counterOf(custom.value, textLimits(world.env)));
  const { model = "" } = given.value;
  const choice = choiceFor(typeof model === "string" ? model : undefined, world);
  const counter = await openCounter(choice, counterContext(counting));
  return counter.supplied ? counted(tally.value, counter.value) : unsupplied(counter);
}
