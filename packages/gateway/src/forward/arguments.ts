import type { Secret } from "@lintel/core/host";
import { isNum, isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { Deployment, RouterSettings } from "../config/config.ts";
import type { Exchange } from "../exchange.ts";
import type { Defaults } from "../snapshot.ts";
import type { Dialect } from "./dialect.ts";

type Kwargs = Record<string, Json | Secret>;

/** Seconds LiteLLM's router allows a call unless told. */
const DEFAULT_TIMEOUT = 6000;

function seconds(value: Json | Secret | undefined): number | undefined {
  if (isNum(value)) return value.value;
  return typeof value === "number" ? value : undefined;
}

function timeoutOf(given: JsonObject, { kwargs }: Defaults, router: RouterSettings): number {
  const { stream_timeout: own, timeout: whole } = kwargs;
  const asked = seconds(given.timeout) ?? seconds(given.request_timeout);
  if (asked !== undefined) return asked;
  const streamed = given.stream === true ? (seconds(own) ?? router.streamTimeout) : undefined;
  return streamed ?? seconds(whole) ?? router.timeout ?? DEFAULT_TIMEOUT;
}

function fromHeaders({ headers }: Exchange["head"]): JsonObject {
  const told = headers["x-litellm-timeout"];
  const timeout = told === undefined ? Number.NaN : Number(told);
  return Number.isFinite(timeout) ? { timeout } : {};
}

function marked({ litellm_metadata: told = null }: JsonObject, { id }: Deployment): JsonObject {
  return { ...(isObject(told) && told), model_info: { id } };
}

/** Whom a call goes to. */
export interface Addressed {
  readonly deployment: Deployment;
  readonly defaults: Defaults;
  readonly dialect: Dialect;
}

/** The caller's arguments over what the deployment gives, for the client. */
export function argumentsOf(
  exchange: Exchange,
  given: JsonObject,
  { deployment, defaults, dialect }: Addressed,
): Kwargs {
  const { config } = exchange.snapshot;
  const asked = { ...given, ...fromHeaders(exchange.head) };
  const kwargs: Kwargs = { ...defaults.kwargs, ...asked, model: defaults.model };
  kwargs.timeout = timeoutOf(asked, defaults, config.router);
  if (dialect.marksIds) kwargs.litellm_metadata = marked(given, deployment);
  delete kwargs.stream_timeout;
  delete kwargs.num_retries;
  return kwargs;
}

/** Asks for the usage of a stream, beside whatever else is asked of it. */
export function askingUsage(given: JsonObject): JsonObject {
  const { stream_options: options = null } = given;
  return { ...given, stream_options: { ...(isObject(options) && options), include_usage: true } };
}
