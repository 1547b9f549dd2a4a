import { bounded } from "../bounded-text.ts";
import type { CallRecord } from "../record.ts";
import { blankLabels, callLabels, type IsKnown, MOST_CHARS, OTHER } from "./call-labels.ts";
import type { Histogram } from "./histogram.ts";
import type { LabelValues } from "./label-names.ts";
import type { Count, Duration, Level } from "./metric-table.ts";

/** What all calls with the same labels came to. */
export interface Row {
  readonly labels: LabelValues;
  /** The same labels for metrics of deployments, where none was chosen. */
  readonly blank: LabelValues;
  readonly isFailure: boolean;
  /** Whether the caller's key was refused, or ours by the provider (401). */
  readonly isRefused: boolean;
  /** Unix time in seconds. */
  readonly createdAt: number;
  readonly counts: Record<Count, number>;
  readonly durations: Partial<Record<Duration, Histogram>>;
  /** What was set last, and when, by a running number. */
  readonly levels: Partial<Record<Level, { readonly value: number; readonly at: number }>>;
}

/** Every combination of labels that was met. */
export interface CallRows {
  of(record: CallRecord): Row;
  all(): Iterable<Row>;
}

export interface CallRowsOptions {
  /** Rows from which on what callers choose is told as `other`. */
  readonly most: number;
  readonly isKnown: IsKnown;
}

/** No more of a text that a caller chooses than labels tell: rows are kept, and a header may have 64 KB, a body's model 72 MB. */
function kept(text: string | undefined): string | undefined {
  // A slice keeps all that it is of; one that has been searched is a text of its own.
  return text === undefined ? undefined : bounded(text, MOST_CHARS).replaceAll("\n", " ");
}

function keyOf(record: CallRecord): string {
  const { deployment, fault } = record;
  const who = `${record.key?.hash}\n${record.clientIp}\n${kept(record.userAgent)}\n${kept(record.endUser)}`;
  const where = `${deployment?.id}\n${kept(deployment?.model)}\n${deployment?.apiBase}\n${record.provider}`;
  const how = `${fault?.status}\n${fault?.exception ?? fault?.kind}\n${record.streamed}`;
  return `${kept(record.model)}\n${kept(record.route ?? record.path)}\n${where}\n${how}\n${who}`;
}

function unplaced(record: CallRecord): CallRecord {
  return { ...record, clientIp: OTHER, userAgent: OTHER, ...(record.endUser !== undefined && { endUser: OTHER }) };
}

function unnamed(record: CallRecord): CallRecord {
  const { deployment, model } = unplaced(record);
  return {
    ...unplaced(record),
    route: OTHER,
    ...(model !== undefined && { model: OTHER }),
    ...(deployment !== undefined && { deployment: { ...deployment, model: OTHER } }),
  };
}

function emptyRow(record: CallRecord, isKnown: IsKnown): Row {
  const labels = callLabels(record, isKnown);
  return {
    labels,
    blank: record.fault !== undefined && record.deployment === undefined ? blankLabels(labels) : labels,
    isFailure: record.fault !== undefined,
    isRefused: record.fault?.status === 401,
    createdAt: (record.startedAt + record.tookMs) / 1000,
    counts: {
      requests: 0,
      spend: 0,
      tokens: 0,
      input: 0,
      output: 0,
      cached: 0,
      written: 0,
      heard: 0,
      reasoned: 0,
      spoken: 0,
    },
    durations: {},
    levels: {},
  };
}

/** Rows by what tells calls apart. Beyond `most` what a caller chooses is told as `other`: first where it is, then what it asks for. */
export function callRows({ most, isKnown }: CallRowsOptions): CallRows {
  const rows = new Map<string, Row>();
  const folds = [
    [most, (record: CallRecord) => record],
    [2 * most, unplaced],
    [Number.POSITIVE_INFINITY, unnamed],
  ] as const;
  return {
    of(record) {
      for (const [bound, fold] of folds) {
        const folded = fold(record);
        const key = keyOf(folded);
        const known = rows.get(key);
        if (known !== undefined) return known;
        if (rows.size >= bound) continue;
        const row = emptyRow(folded, isKnown);
        rows.set(key, row);
        return row;
      }
      return emptyRow(record, isKnown);
    },
    all: () => rows.values(),
  };
}
