import type { Secret } from "@lintel/core/host";
import { float, isNum, type Json, type JsonObject, type Num } from "@lintel/core/json";
import type { Exchange } from "../exchange.ts";
import type { Defaults } from "../snapshot.ts";
import type { Dialect } from "./dialect.ts";

/** Seconds LiteLLM's router allows a call unless told. */
const DEFAULT_TIMEOUT = 6000;

type Seconds = number | Num;

function seconds(value: Json | Secret | undefined): Seconds | undefined {
  if (isNum(value)) return value.value === 0 ? undefined : value;
  return typeof value === "number" && value !== 0 ? value : undefined;
}

/** Seconds told by a header. */
export function headerSeconds({ headers }: Exchange["head"], name: string): Seconds | undefined {
  const told = headers[name]?.trim();
  const value = told === undefined || told === "" ? Number.NaN : Number(told);
  return Number.isFinite(value) ? float(value) : undefined;
}

/** Seconds an attempt may take, the first that anybody has told: LiteLLM's `_get_timeout`. */
export function timeoutOf(
  { snapshot: { config } }: Exchange,
  given: JsonObject,
  { defaults: { kwargs }, dialect }: { readonly defaults: Defaults; readonly dialect: Dialect },
): Seconds {
  const { router, settings } = config;
  const general = seconds(settings.request_timeout);
  const streamed =
    given.stream === true
      ? (seconds(given.stream_timeout) ?? seconds(kwargs.stream_timeout) ?? router.streamTimeout ?? general)
      : undefined;
  return (
    streamed ??
    seconds(given.timeout) ??
    seconds(given.request_timeout) ??
    seconds(kwargs.timeout) ??
    seconds(kwargs.request_timeout) ??
    general ??
    float(router.timeout ?? dialect.longest ?? DEFAULT_TIMEOUT)
  );
}
