import type { Secret } from "@lintel/core/host";
import { entries, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { lax } from "@lintel/providers";
import { isClaudeCodeAgent, isCodexAgent } from "../coding-agents.ts";
import type { Deployment } from "../config/config.ts";
import type { Exchange } from "../exchange.ts";
import { firstHeader } from "../server/told-header.ts";
import type { Defaults } from "../snapshot.ts";
import { userBeside } from "./caller-told.ts";
import { clientHeaders } from "./client-headers.ts";
import type { Dialect } from "./dialect.ts";
import { headerSeconds, secondsFor, timeoutOf } from "./timeout.ts";
import { tracedMetadata } from "./traced-metadata.ts";

export type Kwargs = Record<string, Json | Secret>;

function marked({ litellm_metadata: told = null }: JsonObject, { id }: Deployment): JsonObject {
  return { ...(isObject(told) && told), model_info: { id } };
}

/**
 * Whether parameters that a model does not take are dropped because of who asks, where neither the request nor the configuration
 * says so: Claude Code and Codex send parameters of their own to any model (`add_litellm_data_to_request`).
 */
function dropsFor({ head, snapshot }: Exchange, given: JsonObject): boolean {
  const isSaid = "drop_params" in given || "drop_params" in snapshot.config.settings;
  if (isSaid) return false;
  const userAgent = firstHeader(head, "user-agent");
  return isClaudeCodeAgent(userAgent) || isCodexAgent(userAgent);
}

// BaseLLMHTTPHandler: of those whose routes are told any number of seconds, Anthropic's takes 0 as it is, others for none.
const LITERAL: ReadonlySet<string> = new Set(["anthropic"]);

/** Whom a call goes to. */
export interface Addressed {
  readonly deployment: Deployment;
  readonly defaults: Defaults;
  readonly dialect: Dialect;
}

/** What the client is asked with; or why LiteLLM does not get as far. */
export type Arguments =
  | {
      readonly kwargs: Kwargs;
      /** The same for all calls whose arguments differ in what they say alone. */
      readonly alike?: object;
    }
  | { readonly refused: string };

/** What a request asks for beside its body, by its headers or whoever makes it; always the same object where that is nothing. */
export function besides(exchange: Exchange, given: JsonObject): JsonObject {
  const { head } = exchange;
  const drops = dropsFor(exchange, given);
  const timeout = headerSeconds(head, "x-litellm-timeout");
  const streamed = headerSeconds(head, "x-litellm-stream-timeout");
  const headers = clientHeaders(exchange);
  const user = userBeside(exchange, given);
  if (!drops && timeout === undefined && streamed === undefined && user === undefined) return headers;
  return {
    ...(drops && { drop_params: true }),
    ...(timeout !== undefined && { timeout }),
    ...(streamed !== undefined && { stream_timeout: streamed }),
    ...(user !== undefined && { user }),
    ...headers,
  };
}

/** The caller's arguments over what the deployment gives, for the client. */
export function argumentsOf(
  exchange: Exchange,
  given: JsonObject,
  { deployment, defaults, dialect, beside = besides(exchange, given) }: Addressed & { readonly beside?: JsonObject },
): Arguments {
  const asked = { ...given, ...beside };
  const { defaultParams } = exchange.snapshot.config.router;
  const kwargs: Kwargs = { ...defaults.kwargs, ...asked, model: defaults.model };
  // What holds for every call stands behind what one says.
  if (defaultParams !== undefined)
    for (const [name, value] of entries(defaultParams)) if (asked[name] === undefined) kwargs[name] = value;
  const metadata = dialect.previewsMetadata ? tracedMetadata(exchange, given.metadata) : undefined;
  if (metadata !== undefined) kwargs.metadata = metadata;
  const timeout = timeoutOf(exchange, asked, { defaults, dialect });
  const read = secondsFor(timeout, dialect);
  if (!read.ok) return { refused: lax.validationError("float", read.problems) };
  const seconds = read.value;
  if (dialect.saysWhole === true && kwargs.stream === undefined) kwargs.stream = false;
  kwargs.timeout = seconds;
  const allowed = numeric(seconds) ?? 0;
  const isNone = allowed === 0 && dialect.longest !== undefined;
  const isLiteral = LITERAL.has(defaults.provider ?? "");
  if (isNone && !isLiteral) delete kwargs.timeout;
  exchange.isPast = allowed < 0 || (isNone && isLiteral);
  exchange.timeout = dialect.longest === undefined ? timeout : seconds;
  if (dialect.tellsOwner === true && defaults.provider !== undefined) kwargs.custom_llm_provider ??= defaults.provider;
  if (dialect.marksIds) kwargs.litellm_metadata = marked(given, deployment);
  // A deleted member makes an object slow for good: only what is there goes.
  if (kwargs.stream_timeout !== undefined) delete kwargs.stream_timeout;
  if (kwargs.num_retries !== undefined) delete kwargs.num_retries;
  return { kwargs };
}

/** Asks for the usage of a stream, beside whatever else is asked of it. */
export function askingUsage(given: JsonObject): JsonObject {
  const { stream_options: options = null } = given;
  return { ...given, stream_options: { ...(isObject(options) && options), include_usage: true } };
}
