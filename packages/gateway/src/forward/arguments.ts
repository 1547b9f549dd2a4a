import type { Secret } from "@lintel/core/host";
import { float, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import type { Deployment } from "../config/config.ts";
import type { Exchange } from "../exchange.ts";
import type { Defaults } from "../snapshot.ts";
import { clientHeaders } from "./client-headers.ts";
import type { Dialect } from "./dialect.ts";
import { headerSeconds, secondsAsNumber, timeoutOf } from "./timeout.ts";

type Kwargs = Record<string, Json | Secret>;

function fromHeaders({ head }: Exchange): JsonObject {
  const timeout = headerSeconds(head, "x-litellm-timeout");
  const streamed = headerSeconds(head, "x-litellm-stream-timeout");
  return { ...(timeout !== undefined && { timeout }), ...(streamed !== undefined && { stream_timeout: streamed }) };
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
  const asked = { ...given, ...fromHeaders(exchange) };
  const { defaultParams } = exchange.snapshot.config.router;
  const kwargs: Kwargs = {
    ...defaults.kwargs,
    ...defaultParams,
    ...asked,
    ...clientHeaders(exchange),
    model: defaults.model,
  };
  const timeout = timeoutOf(exchange, asked, { defaults, dialect });
  const told = secondsAsNumber(timeout);
  const seconds = dialect.tellsDeadline === true || numeric(told) === undefined ? told : float(numeric(told) ?? 0);
  if (dialect.saysWhole === true && kwargs.stream === undefined) kwargs.stream = false;
  kwargs.timeout = seconds;
  exchange.isPast = (numeric(seconds) ?? 0) < 0;
  exchange.timeout = dialect.tellsDeadline === true ? timeout : seconds;
  if (dialect.tellsOwner === true && defaults.provider !== undefined) kwargs.custom_llm_provider ??= defaults.provider;
  if (dialect.marksIds) kwargs.litellm_metadata = marked(given, deployment);
  // A deleted member makes an object slow for good: only what is there goes.
  if (kwargs.stream_timeout !== undefined) delete kwargs.stream_timeout;
  if (kwargs.num_retries !== undefined) delete kwargs.num_retries;
  return kwargs;
}

/** Asks for the usage of a stream, beside whatever else is asked of it. */
export function askingUsage(given: JsonObject): JsonObject {
  const { stream_options: options = null } = given;
  return { ...given, stream_options: { ...(isObject(options) && options), include_usage: true } };
}
