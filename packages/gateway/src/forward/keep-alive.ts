import type { Json } from "@lintel/core/json";
import { COMMENT, KeptAlive, PING_EVENT, type Pings } from "../answer/kept-alive.ts";
import type { Deployment } from "../config/config.ts";
import { numberOf } from "../config/number-of.ts";
import type { Exchange } from "../exchange.ts";
import { lastHeader } from "../server/told-header.ts";
import type { Dialect } from "./dialect.ts";

/** Seconds between pings within a stream, at the least and at the most (`_KEEPALIVE_MIN_SECONDS`, `_KEEPALIVE_MAX_SECONDS`). */
const LEAST = 1;
const MOST = 300;

/** Seconds between pings of Anthropic's messages, unless told. */
const MESSAGES = 15;

/** The longest that a timer takes: longer ones never ring. */
const LONGEST_TIMER = 2_147_483;

/** Seconds as Python's `float` reads them, NaN and infinity too; undefined for what is no number. */
function seconds(value: Json | undefined): number | undefined {
  if (typeof value === "boolean") return Number(value);
  if (typeof value !== "string") return numberOf(value);
  const word = /^\s*([+-]?)(?:(inf|infinity)|nan)\s*$/i.exec(value);
  if (word === null) return numberOf(value);
  return word[2] === undefined ? Number.NaN : Number(`${word[1] ?? ""}Infinity`);
}

/** An interval that is one: LiteLLM's `coerce_keepalive_interval`. */
function interval(value: Json | undefined): number | undefined {
  const told = seconds(value);
  return told !== undefined && told > 0 && told <= LONGEST_TIMER ? told : undefined;
}

/** An interval within a stream: LiteLLM's `_resolve_keepalive_seconds`. */
function clamped(value: Json | undefined): number | undefined {
  const told = seconds(value);
  if (told === undefined || told <= 0) return undefined;
  return Number.isNaN(told) ? LEAST : Math.min(Math.max(told, LEAST), MOST);
}

/** What all deployments say alike, else what is said for all (`resolve_ttft_keepalive_interval`). */
function beforeAnswer({ snapshot: { config } }: Exchange, deployments: readonly Deployment[]): number | undefined {
  const own = new Set(deployments.map(({ params }) => seconds(params.keepalive_seconds)));
  const [agreed] = own.size === 1 ? own : [];
  return interval(agreed ?? config.settings.sse_keepalive_ping_interval_seconds);
}

function withinStream({ head, asked, deployment, snapshot: { config } }: Exchange): number | undefined {
  const { keepalive_seconds: own, allow_client_keepalive_override: mayAsk } = deployment?.params ?? {};
  const disables = seconds(own);
  if (disables !== undefined && disables <= 0) return undefined;
  const told = lastHeader(head, "x-litellm-keepalive-seconds") ?? asked?.keepalive_seconds ?? undefined;
  const wanted = mayAsk === true ? told : undefined;
  return clamped(wanted ?? own ?? config.settings.sse_keepalive_ping_interval_seconds);
}

function pingsOf(exchange: Exchange, { pingsByEvents }: Dialect): Pings | undefined {
  const { settings } = exchange.snapshot.config;
  const { anthropic_sse_ping_interval_seconds: told = MESSAGES } = settings;
  const every = pingsByEvents ? interval(told) : withinStream(exchange);
  return every === undefined ? undefined : { every, ping: pingsByEvents ? PING_EVENT : COMMENT };
}

function keptAlive(exchange: Exchange): KeptAlive {
  const { kept = new KeptAlive(exchange.reply) } = exchange;
  exchange.kept = kept;
  exchange.reply = kept;
  return kept;
}

/** Has pings sent while a stream that is asked of these is waited for, where they are configured. */
export function keepWaiting(exchange: Exchange, deployments: readonly Deployment[]): void {
  if (exchange.isPart) return;
  const every = beforeAnswer(exchange, deployments);
  if (every !== undefined) keptAlive(exchange).untilAnswered(every);
}

/** Has pings sent whenever a stream is silent, where they are configured; `open` tells its head. */
export function keepStreaming(exchange: Exchange, dialect: Dialect, open: () => void): void {
  const pings = exchange.isPart ? undefined : pingsOf(exchange, dialect);
  if (pings !== undefined) keptAlive(exchange).whileSilent(pings, open);
}
