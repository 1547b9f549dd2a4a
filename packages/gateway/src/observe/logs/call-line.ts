import { chatUsage } from "@lintel/core";
import { bounded, harmless } from "../bounded-text.ts";
import type { CallRecord, Ended } from "../record.ts";
import type { LogFields, LogLevel } from "./logger.ts";

/** Characters of a key's hash that are told, and of a name a caller chose. */
const HASH_CHARS = 12;
const NAME_CHARS = 256;

function rounded(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : Math.round(milliseconds * 1000) / 1000;
}

function name(text: string | undefined): string | undefined {
  return text === undefined ? undefined : bounded(text, NAME_CHARS);
}

function tokenFields({ usage }: CallRecord): LogFields | undefined {
  if (usage === undefined) return undefined;
  const { prompt, completion, promptDetails: details } = chatUsage(usage.value);
  return {
    input_tokens: prompt,
    output_tokens: completion,
    cached_tokens: details?.cached || undefined,
    usage_origin: usage.origin === "reported" ? undefined : usage.origin,
  };
}

function faultFields({ fault }: CallRecord): LogFields | undefined {
  if (fault === undefined) return undefined;
  const { kind, exception, status, origin, message, cause } = fault;
  return {
    fault: exception ?? kind,
    fault_status: status,
    fault_origin: origin,
    error: harmless(message),
    cause: cause === undefined ? undefined : harmless(cause),
  };
}

/** The level a call is told at: a fault of ours or of a provider's server is an error, one the caller can mend a warning. */
export function levelOf({ fault }: Ended): LogLevel {
  if (fault === undefined) return "info";
  return fault.origin === "host" || fault.status >= 500 ? "error" : "warn";
}

/** A call as the members of one line: never a body, never a key. */
export function callFields(record: CallRecord): LogFields {
  const { deployment, key, losses } = record;
  return {
    call_id: record.id,
    endpoint: record.endpoint,
    status: record.status,
    duration_ms: rounded(record.tookMs),
    upstream_ms: rounded(record.upstreamMs),
    first_chunk_ms: rounded(record.firstChunkMs),
    model: name(record.model),
    provider: record.provider,
    deployment: deployment?.id,
    deployment_model: name(deployment?.model),
    key: key?.hash.slice(0, HASH_CHARS),
    key_alias: key?.alias,
    client_ip: record.clientIp,
    streamed: record.streamed || undefined,
    cancelled: record.cancelled || undefined,
    attempts: record.attempts,
    ...tokenFields(record),
    cost: record.cost,
    losses: losses.length || undefined,
    ...faultFields(record),
  };
}

/** What a person reads of a call first. */
export function callMessage({ method, path }: CallRecord): string {
  return `${method} ${bounded(path, NAME_CHARS)}`;
}
