import { entries, isObject, type Json, type JsonObject, numeric, object, parse } from "../json/index.ts";
import type { Usage } from "../transducer.ts";
import { type Buckets, type Count, isConserved, size, sumOf, UNITS } from "../usage/usage.ts";
import {
  fromUsage,
  isOcrUsage,
  toChatUsage,
  toMessagesUsage,
  toOcrUsage,
  toResponsesUsage,
} from "../usage/usage-buckets.ts";
import { isResponsesUsage, speaksMessages } from "../usage/usage-dialects.ts";
import { described } from "./described.ts";
import type { Law } from "./law.ts";
import { type Observed, observe } from "./observe.ts";
import type { CannedReply, Subject } from "./sample.ts";

const ORIGINS: ReadonlySet<string> = new Set(["reported", "derived", "estimated"]);

interface Dialect {
  /** What the dialect adds up. */
  readonly totals: readonly string[];
  print(buckets: Buckets): JsonObject;
}

const CHAT: Dialect = { totals: ["prompt_tokens", "completion_tokens"], print: toChatUsage };
const MESSAGES: Dialect = {
  totals: ["input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"],
  print: toMessagesUsage,
};
const RESPONSES: Dialect = { totals: ["input_tokens", "output_tokens"], print: toResponsesUsage };
const OCR: Dialect = { totals: ["pages_processed", "pages_processed_annotation", "credits"], print: toOcrUsage };

function dialectOf(usage: JsonObject): Dialect {
  if (isOcrUsage(usage)) return OCR;
  if (speaksMessages(usage)) return MESSAGES;
  return isResponsesUsage(usage) ? RESPONSES : CHAT;
}

/** The usages inside an answer or its chunks, in turn. */
function inside({ value, chunks = [] }: Observed): readonly JsonObject[] {
  return [value ?? {}, ...chunks].flatMap(({ message = null, usage = null, usage_info: info = null }) =>
    [isObject(message) ? (message.usage ?? null) : null, usage, info].filter(isObject),
  );
}

/** Every usage that a call told: in its answer, in its chunks, and beside them. */
function told(seen: Observed): readonly Usage[] {
  return [...seen.usage, ...inside(seen).map((value): Usage => ({ origin: "reported", value }))];
}

/** The last usage beside an answer, and what those inside amount to: an event tells what has changed since the last. */
function amounts(seen: Observed): readonly (Usage | undefined)[] {
  const parts = inside(seen);
  const value = object(parts.flatMap((part) => entries(part)));
  return [
    ...(parts.length > 0 ? [{ origin: "reported", value } as const] : []),
    ...(seen.usage.length > 0 ? [seen.usage.findLast(({ origin }) => origin === "reported")] : []),
  ];
}

function marks({ input, output, units, totals }: Buckets): readonly Count[] {
  return [input, output, units, totals].flatMap((side) => Object.values(side));
}

function amount(value: Json | undefined): number {
  return Math.max(0, Math.trunc(numeric(value ?? null) ?? 0));
}

/** What is not as it should be about a usage: a number nobody marks, or a total that its buckets do not make up. */
function flaw({ origin, value }: Usage): string | undefined {
  const buckets = fromUsage(value, origin);
  const { totals, print } = dialectOf(value);
  if (!isConserved(buckets)) return "its buckets do not sum to its totals";
  if (marks(buckets).some((count) => !ORIGINS.has(count.origin) || count.value < 0)) return "a number is not marked";
  const printed = print(buckets);
  return totals.find((key) => amount(printed[key]) !== amount(value[key]));
}

/** The usage that the provider told itself, in its own reply or in what its stream amounts to. */
function providersOwn({ accumulate }: Subject, last: CannedReply | undefined): JsonObject | undefined {
  if (last === undefined || "failure" in last) return undefined;
  const whole = accumulate?.(last.body) ?? last;
  const read = "failure" in whole ? undefined : parse(new TextDecoder().decode(whole.body));
  if (read === undefined || !read.ok || !isObject(read.value)) return undefined;
  const { usage, usage_info: info } = read.value;
  return isObject(usage) ? usage : isObject(info) ? info : undefined;
}

function sizes(side: Readonly<Partial<Record<string, Count>>>): string {
  const all = Object.entries(side).map(([name, count]) => `${name} ${size(count)}`);
  return all.sort().join(", ");
}

/** Whether a usage tells its output as one number, as LiteLLM's messages over chat do. */
function isUnsplit({ output_tokens, output_tokens_details: details = null }: JsonObject): boolean {
  return output_tokens !== undefined && !isObject(details);
}

/** What became of the provider's numbers: tokens stand in the buckets they were in, and no unit is lost. */
function moved(own: JsonObject, last: Usage | undefined): string | undefined {
  if (last === undefined || Object.values(own).some((value) => typeof value === "string")) return undefined;
  const [before, after] = [fromUsage(own), fromUsage(last.value)];
  const isWhole = isUnsplit(last.value) && sumOf(before.output) === sumOf(after.output);
  const sides = isWhole ? (["input"] as const) : (["input", "output"] as const);
  const side = sides.find((it) => sizes(before[it]) !== sizes(after[it]));
  if (side !== undefined) return `the provider's ${side} of ${sizes(before[side])} became ${sizes(after[side])}`;
  const lost = UNITS.find((unit) => size(before.units[unit]) > size(after.units[unit]));
  return lost && `the provider's ${lost} of ${size(before.units[lost])} became ${size(after.units[lost])}`;
}

/**
 * Usage is neither made nor lost on its way, streamed or not: each total of a dialect is the sum of buckets that do not overlap, each
 * of them marked, and what a provider told is told on.
 */
export const usageConservation: Law = {
  name: "usage conservation: buckets sum to the totals of each dialect, every number marked, and a provider's own are told on",
  applies: (_, { replies }) => replies.some((reply) => !("failure" in reply)),
  async violation(subject, sample) {
    const seen = await observe(subject, sample);
    const all = told(seen);
    for (const usage of all) {
      const found = flaw(usage);
      if (found !== undefined) return `${found}: ${described(usage)}`;
    }
    const isTold = seen.losses.some(({ pointer }) => pointer.startsWith("/usage"));
    const isAnswer = seen.fault === undefined && seen.plans.length > 0;
    const own = isAnswer && !isTold ? providersOwn(subject, seen.replied.at(-1)) : undefined;
    if (own === undefined) return undefined;
    return amounts(seen)
      .map((usage) => moved(own, usage))
      .find((it) => it !== undefined);
  },
};
