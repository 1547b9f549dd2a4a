/** One figure of one run. */
export interface Sample {
  readonly round: number;
  readonly lane: string;
  readonly contender: string;
  readonly connections: number;
  readonly metric: Metric;
  readonly value: number;
}

/** What is measured, and in which unit. */
export const UNITS = {
  rate: "requests/s",
  p50: "us",
  p95: "us",
  p99: "us",
  cpu: "us/request",
  failed: "requests",
  deltas: "deltas/s",
  first: "us",
  gap: "us",
  whole: "streams",
  cut: "streams",
  peak: "bytes",
  idle: "bytes",
  rested: "bytes",
  start: "ms",
} as const;
export type Metric = keyof typeof UNITS;

/** Which figures are meant: those of every round. */
export type Place = Pick<Sample, "lane" | "contender" | "connections" | "metric">;

/** The middle of some figures, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** A figure of each round; `NaN` where a round has none. */
export type Series = readonly number[];

export function seriesOf(samples: readonly Sample[], place: Place): Series {
  const { lane, contender, connections, metric } = place;
  const found = samples.filter(
    (it) => it.lane === lane && it.contender === contender && it.connections === connections && it.metric === metric,
  );
  const rounds = Math.max(0, ...samples.map((it) => it.round));
  return Array.from({ length: rounds }, (_, at) => found.find((it) => it.round === at + 1)?.value ?? Number.NaN);
}

/** One figure a round out of several. */
export function combined(series: readonly Series[], combine: (...values: readonly number[]) => number): Series {
  const [first = []] = series;
  return first.map((_, round) => combine(...series.map((it) => it[round] ?? Number.NaN)));
}

export function spreadOf(series: Series): Spread | undefined {
  const sorted = series.filter((it) => Number.isFinite(it)).toSorted((a, b) => a - b);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) return;
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? least) + (sorted[Math.ceil(middle)] ?? most)) / 2;
  return { median, least, most };
}

export function toCsv(samples: readonly Sample[]): string {
  const lines = samples.map(({ round, lane, contender, connections, metric, value }) =>
    [round, lane, contender, connections, metric, Number(value.toPrecision(7)), UNITS[metric]].join(","),
  );
  return `${["round,lane,contender,connections,metric,value,unit", ...lines].join("\n")}\n`;
}
