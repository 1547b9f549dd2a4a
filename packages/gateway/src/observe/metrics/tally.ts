import { chatUsage } from "@lintel/core";
import type { CallRecord } from "../record.ts";
import type { Row } from "./call-rows.ts";
import { emptyHistogram, observe } from "./histogram.ts";
import { DURATIONS, type Duration, type Level } from "./metric-table.ts";

const HEALTHY = 0;
const PARTIAL_OUTAGE = 1;

function set(row: Row, level: Level, { value, at }: { value: number | undefined; at: number }): void {
  if (value !== undefined) row.levels[level] = { value, at };
}

/** Milliseconds the provider took, in the last attempt. */
function providerMs({ sentMs, answeredMs, upstreamMs }: CallRecord): number | undefined {
  return sentMs === undefined || answeredMs === undefined ? upstreamMs : answeredMs - sentMs;
}

function durationsOf(record: CallRecord, output: number): Readonly<Record<Duration, number | undefined>> {
  const { streamed, tookMs, firstChunkMs, sentMs = 0, attempts } = record;
  const provider = providerMs(record);
  const first = streamed && firstChunkMs !== undefined ? firstChunkMs : undefined;
  return {
    total: tookMs,
    api: provider,
    firstToken: first && first - sentMs,
    // What earlier attempts took is no work of ours.
    overhead: streamed || provider === undefined || attempts > 1 ? undefined : tookMs - provider,
    perToken: output > 0 ? (first ?? tookMs) / output : undefined,
  };
}

function countUsage(row: Row, { usage }: CallRecord): number {
  if (usage === undefined) return 0;
  const { counts } = row;
  const { prompt, completion, total, promptDetails, completionDetails } = chatUsage(usage.value);
  counts.tokens += total || prompt + completion;
  counts.input += prompt;
  counts.output += completion;
  counts.cached += promptDetails?.cached ?? 0;
  counts.written += promptDetails?.cacheWrite ?? 0;
  counts.heard += promptDetails?.audio ?? 0;
  counts.reasoned += completionDetails?.reasoning ?? 0;
  counts.spoken += completionDetails?.audio ?? 0;
  return completion;
}

function measure(row: Row, duration: Duration, { ms, bounds }: { ms: number | undefined; bounds: readonly number[] }) {
  if (ms === undefined) return;
  row.durations[duration] ??= emptyHistogram(bounds);
  observe(row.durations[duration], bounds, ms / 1000);
}

/** Counts one call in its row; `boundsOf` gives a duration's upper bounds in seconds. */
export function tally(row: Row, record: CallRecord, boundsOf: Readonly<Record<Duration, readonly number[]>>): void {
  const at = record.startedAt + record.tookMs;
  row.counts.requests += 1;
  if (row.isFailure) {
    if (record.deployment !== undefined) set(row, "state", { value: PARTIAL_OUTAGE, at });
    return;
  }
  row.counts.spend += record.cost ?? 0;
  const took = durationsOf(record, countUsage(row, record));
  for (const duration of DURATIONS) measure(row, duration, { ms: took[duration], bounds: boundsOf[duration] });
  set(row, "state", { value: HEALTHY, at });
  set(row, "remainingRequests", { value: record.remaining?.requests, at });
  set(row, "remainingTokens", { value: record.remaining?.tokens, at });
}
