import { truthy } from "@lintel/core";
import { Secret } from "@lintel/core/host";
import { float, type Json, type JsonObject, type Num, numeric } from "@lintel/core/json";
import { lax } from "@lintel/providers";
import { numberOf } from "../config/number-of.ts";
import type { Exchange } from "../exchange.ts";
import { lastHeader } from "../server/told-header.ts";
import type { Defaults } from "../snapshot.ts";
import type { Dialect } from "./dialect.ts";

/** Seconds LiteLLM's router allows a call unless told. */
const DEFAULT_TIMEOUT = 6000;

type Seconds = number | Num;

/** Seconds as Python's `or` passes them on, whatever they are. */
function seconds(value: Json | Secret | undefined): Json | undefined {
  return value instanceof Secret || value === undefined || !truthy(value) ? undefined : value;
}

/** Seconds where even none are some: whatever is not null. */
function anySeconds(value: Json | Secret | undefined): Json | undefined {
  return value instanceof Secret || value === null ? undefined : value;
}

/** What is told of seconds to the client: a text that is a number is one; what is none the client refuses. */
export function secondsAsNumber(told: Json): Json {
  const value = typeof told === "string" ? numberOf(told) : undefined;
  return value === undefined ? told : float(value);
}

function floated(told: Json): Json {
  const value = numeric(told);
  return value === undefined ? told : float(value);
}

/** Seconds told by a header. */
export function headerSeconds(head: Exchange["head"], name: string): Seconds | undefined {
  const told = lastHeader(head, name);
  const value = numberOf(told);
  return value === undefined ? undefined : float(value);
}

/** What a route takes for seconds: on those that allow less they are a number as pydantic reads one, or the call is none. */
export function secondsFor(told: Json, { longest }: Pick<Dialect, "longest">): lax.Read {
  return longest === undefined ? { ok: true, value: secondsAsNumber(told), losses: [] } : lax.read(lax.decimal, told);
}

/** Seconds an attempt may take, the first that anybody has told: LiteLLM's `_get_timeout`, or `resolve_llm_passthrough_timeout` on routes that allow less. */
export function timeoutOf(
  { snapshot: { config } }: Exchange,
  given: JsonObject,
  { defaults: { kwargs }, dialect: { longest } }: { readonly defaults: Defaults; readonly dialect: Dialect },
): Json {
  const { timeout, streamTimeout, defaultParams } = config.router;
  const general = config.settings.request_timeout ?? undefined;
  const told = longest === undefined ? seconds : anySeconds;
  // Router.request_timeout: beside a timeout of the router's own it goes before that.
  const attempt = timeout === undefined || general === undefined ? undefined : floated(general);
  const streamed = truthy(given.stream ?? null)
    ? (told(given.stream_timeout) ??
      told(kwargs.stream_timeout) ??
      told(streamTimeout) ??
      seconds(attempt) ??
      seconds(defaultParams?.stream_timeout))
    : undefined;
  return (
    streamed ??
    told(given.timeout) ??
    told(given.request_timeout) ??
    told(kwargs.timeout) ??
    told(kwargs.request_timeout) ??
    seconds(attempt) ??
    seconds(timeout) ??
    (longest === undefined ? (seconds(general) ?? float(DEFAULT_TIMEOUT)) : float(longest))
  );
}
