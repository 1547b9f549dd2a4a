import { headerValue, type ReplyHead } from "@lintel/core";
import type { Exchange } from "../exchange.ts";
import type { Headers } from "./cost-headers.ts";
import type { Telling } from "./telling.ts";

const LIMITS = [
  "x-ratelimit-limit-requests",
  "x-ratelimit-remaining-requests",
  "x-ratelimit-limit-tokens",
  "x-ratelimit-remaining-tokens",
] as const;

/** When they are reset, which some answers tell (`OPENAI_RESPONSE_HEADERS`) and some do not (`get_response_headers`). */
const RESETS = ["x-ratelimit-reset-requests", "x-ratelimit-reset-tokens"] as const;

/** The provider's cookies, which are between it and this gateway. */
const UNTOLD: ReadonlySet<string> = new Set(["set-cookie", "set-cookie2"]);

/** Characters that no header's value may have. */
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/;

/** A provider's name of a header, as it is told; undefined where it is not. */
interface Named {
  readonly told: string | undefined;
  readonly isLimit: boolean;
  /** The last value that may be sent: most providers tell most of theirs over and over. */
  sendable: string | undefined;
}

/** Names that are remembered at the most: providers choose them. */
const MOST_NAMES = 1000;

const names = new Map<string, Named>();

function named(name: string): Named {
  const known = names.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  const told = lower.includes("llm_provider") ? lower : `llm_provider-${lower}`;
  const isLimit = lower.includes("ratelimit");
  const made = { told: UNTOLD.has(lower) ? undefined : told, isLimit, sendable: undefined };
  if (names.size < MOST_NAMES) names.set(name, made);
  return made;
}

/** A value as it may be sent: the very text of the last one, where it is the same. */
function sendableValue(value: string, name: Named): string | undefined {
  if (value === name.sendable) return name.sendable;
  if (UNSENDABLE.test(value)) return undefined;
  name.sendable = value;
  return value;
}

/** The provider's own headers, each under `llm_provider-`. */
export function pushProviderHeaders(headers: Headers, head: ReplyHead, but: ReadonlySet<string> = NONE): void {
  for (const [name, value] of head.headers) {
    if (but.size > 0 && but.has(name.toLowerCase())) continue;
    const known = named(name);
    const sent = known.told === undefined ? undefined : sendableValue(value, known);
    if (known.told !== undefined && sent !== undefined) headers.push(known.told, sent);
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Anthropic's names of limits, by OpenAI's. */
const ANTHROPIC_LIMITS: Readonly<Record<(typeof LIMITS)[number], string>> = {
  "x-ratelimit-limit-requests": "anthropic-ratelimit-requests-limit",
  "x-ratelimit-remaining-requests": "anthropic-ratelimit-requests-remaining",
  "x-ratelimit-limit-tokens": "anthropic-ratelimit-tokens-limit",
  "x-ratelimit-remaining-tokens": "anthropic-ratelimit-tokens-remaining",
};

/** The provider's rate limits, under OpenAI's names. */
export function pushLimits(headers: Headers, head: ReplyHead, names: readonly string[] = LIMITS): void {
  for (const wanted of names) {
    const found = headerValue(head, wanted);
    if (found !== undefined) headers.push(wanted, found);
  }
}

/** Limits in Anthropic's words, told in OpenAI's (`process_anthropic_headers`). */
function pushTranslated(headers: Headers, head: ReplyHead): void {
  const translated = LIMITS.flatMap((name): (readonly [string, string])[] => {
    const found = headerValue(head, ANTHROPIC_LIMITS[name]);
    return found === undefined ? [] : [[name, found]];
  });
  for (const [name, value] of translated) headers.push(name, value);
  pushProviderHeaders(headers, head, new Set(translated.map(([name]) => name)));
  for (const [name, value] of translated) headers.push(`llm_provider-${name}`, value);
}

/** Who serves Claude, too. */
const ANTHROPIC_HOSTS: ReadonlySet<string> = new Set(["azure_ai", "vertex_ai"]);

/** Whether a deployment's provider answers in Anthropic's words. */
function isAnthropics({ deployment, snapshot }: Exchange): boolean {
  if (deployment === undefined) return false;
  const { provider, bareModel } = snapshot.defaults(deployment);
  return provider === "anthropic" || (ANTHROPIC_HOSTS.has(provider ?? "") && bareModel.includes("claude"));
}

/** Whose answer it is, and what it tells. */
interface Answering {
  readonly exchange: Exchange;
  readonly telling: Telling;
}

/** Everything the provider's head says. */
export function pushProvider(headers: Headers, head: ReplyHead, { exchange, telling }: Answering): void {
  if (!head.headers.some(([name]) => named(name).isLimit)) pushProviderHeaders(headers, head);
  else if (telling.rawLimits !== true && isAnthropics(exchange)) pushTranslated(headers, head);
  else {
    const { resets } = telling;
    const isTelling = resets === true || (resets === "crossed" && exchange.isCrossed);
    pushLimits(headers, head, isTelling ? [...LIMITS, ...RESETS] : LIMITS);
    pushProviderHeaders(headers, head);
  }
}
