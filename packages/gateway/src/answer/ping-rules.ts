import type { Json } from "@lintel/core/json";
import type { Deployment, GatewayConfig } from "../config/config.ts";
import { numberOf } from "../config/number-of.ts";
import { oncePer } from "../once-per.ts";

/** Seconds between pings within a stream, at the least and at the most (`_KEEPALIVE_MIN_SECONDS`, `_KEEPALIVE_MAX_SECONDS`). */
const LEAST = 1;
const MOST = 300;

/** Seconds between pings of Anthropic's messages, unless told. */
const MESSAGES = 15;

/** The longest that a timer takes: longer ones never ring. */
const LONGEST_TIMER = 2_147_483;

/** How often the streams of a deployment are pinged. */
export interface StreamPings {
  /** Seconds of silence before each ping; undefined for none. */
  readonly every: number | undefined;
  /** Whether a caller may tell another interval. */
  readonly mayAsk: boolean;
}

/** How often a configuration has silent callers pinged: seconds, undefined for never. */
export interface PingRules {
  /** Within streams that are pinged by Anthropic's events. */
  readonly byEvents: number | undefined;
  /** Before an answer that any of these may give. */
  before(deployments: readonly Deployment[]): number | undefined;
  within(deployment: Deployment): StreamPings;
  /** Within a stream of nobody's. */
  readonly otherwise: StreamPings;
}

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
export function secondsWithin(value: Json | undefined): number | undefined {
  const told = seconds(value);
  if (told === undefined || told <= 0) return undefined;
  return Number.isNaN(told) ? LEAST : Math.min(Math.max(told, LEAST), MOST);
}

/** The rules of a configuration, each read once. */
export function pingRules({ settings }: GatewayConfig): PingRules {
  const { anthropic_sse_ping_interval_seconds: byEvents = MESSAGES, sse_keepalive_ping_interval_seconds: general } =
    settings;

  function within(params: Deployment["params"]): StreamPings {
    const { keepalive_seconds: own, allow_client_keepalive_override: mayAsk } = params;
    const disables = seconds(own);
    return disables !== undefined && disables <= 0
      ? { every: undefined, mayAsk: false }
      : { every: secondsWithin(own ?? general), mayAsk: mayAsk === true };
  }

  return {
    byEvents: interval(byEvents),
    // What all deployments say alike, else what is said for all (`resolve_ttft_keepalive_interval`).
    before: oncePer((deployments) => {
      const own = new Set(deployments.map(({ params }) => seconds(params.keepalive_seconds)));
      const [agreed] = own.size === 1 ? own : [];
      return interval(agreed ?? general);
    }),
    within: oncePer(({ params }) => within(params)),
    otherwise: within({}),
  };
}
