import { truthy } from "@lintel/core";
import { Secret } from "@lintel/core/host";
import { float, type Json, type JsonObject, type Num, numeric } from "@lintel/core/json";
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

/** Seconds an attempt may take, the first that anybody has told: LiteLLM's `_get_timeout`, or `resolve_llm_passthrough_timeout` on routes that allow less. */
export function timeoutOf(
  { snapshot: { config } }: Exchange,
  given: JsonObject,
  { defaults: { kwargs }, dialect: { longest } }: { readonly defaults: Defaults; readonly dialect: Dialect },
): Json {
  const { timeout, streamTimeout, defaultParams } = config.router;
  const general = config.settings.request_timeout ?? undefined;
  // Router.request_timeout: beside a timeout of the router's own it goes before that.
  const attempt = timeout === undefined || general === undefined ? undefined : floated(general);
  const streamed = truthy(given.stream ?? null)
    ? (seconds(given.stream_timeout) ??
      seconds(kwargs.stream_timeout) ??
      seconds(streamTimeout) ??
      seconds(attempt) ??
      seconds(defaultParams?.stream_timeout))
    : undefined;
  return (
    streamed ??
    seconds(given.timeout) ??
    seconds(given.request_timeout) ??
    seconds(kwargs.timeout) ??
    seconds(kwargs.request_timeout) ??
    seconds(attempt) ??
    seconds(timeout) ??
    (longest === undefined ? (seconds(general) ?? float(DEFAULT_TIMEOUT)) : float(longest))
  );
}
