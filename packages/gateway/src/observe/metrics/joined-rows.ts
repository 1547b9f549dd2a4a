import type { Row } from "./call-rows.ts";
import { addHistogram } from "./histogram.ts";
import { COUNTS, DURATIONS, LEVELS } from "./metric-table.ts";

/** What others have counted, one row for each combination of labels, however many have told one. */
export interface JoinedRows {
  /** Takes rows that nobody else will change. */
  add(rows: readonly Row[]): void;
  all(): readonly Row[];
}

function keyOf({ labels, blank, isFailure, isRefused }: Row): string {
  return JSON.stringify([labels, blank, isFailure, isRefused]);
}

function withAdded(to: Row, { createdAt, counts, durations, levels }: Row): Row {
  for (const count of COUNTS) to.counts[count] += counts[count];
  for (const duration of DURATIONS) {
    const [sum, more] = [to.durations[duration], durations[duration]];
    if (sum === undefined && more !== undefined) to.durations[duration] = more;
    else if (sum !== undefined && more !== undefined) addHistogram(sum, more);
  }
  for (const level of LEVELS) {
    const [known, told] = [to.levels[level], levels[level]];
    if (told !== undefined && (known === undefined || known.at <= told.at)) to.levels[level] = told;
  }
  return { ...to, createdAt: Math.min(to.createdAt, createdAt) };
}

/** Rows that are joined as they come. */
export function joinedRows(): JoinedRows {
  const rows = new Map<string, Row>();
  return {
    add(told) {
      for (const row of told) {
        const key = keyOf(row);
        const known = rows.get(key);
        rows.set(key, known === undefined ? row : withAdded(known, row));
      }
    },
    all: () => [...rows.values()],
  };
}
