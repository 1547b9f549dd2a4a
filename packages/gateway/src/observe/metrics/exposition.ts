import { float, pythonCompact } from "@lintel/core/json";
import type { Row } from "./call-rows.ts";
import { addHistogram, emptyHistogram, type Histogram } from "./histogram.ts";
import type { Label, LabelValues } from "./label-names.ts";
import type { Counted, CounterFamily, GaugeFamily, HistogramFamily, MetricFamily } from "./metric-table.ts";

/** The text format that Prometheus reads: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const EXPOSITION_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Digits before the point from which on the Python client writes an exponent, as Go does (`floatToGoString`). */
const GO_DIGITS = 6;

/** A number as Prometheus' Python client writes it: `1.0`, `1e-05`, `1.234567e+06`, `+Inf`. */
export function sampleText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "+Inf";
  if (value === Number.NEGATIVE_INFINITY) return "-Inf";
  const text = pythonCompact(float(value));
  const dot = text.indexOf(".");
  if (value <= 0 || dot <= GO_DIGITS) return text;
  const digits = `${text.charAt(0)}.${text.slice(1, dot)}${text.slice(dot + 1)}`.replace(/[0.]+$/, "");
  return `${digits}e+0${dot - 1}`;
}

function labelText(labels: readonly Label[], values: LabelValues): string {
  return labels.map((label) => `${label}="${values[label]}"`).join(",");
}

function braced(labels: string): string {
  return labels === "" ? "" : `{${labels}}`;
}

const IS_COUNTED = {
  all: () => true,
  success: ({ isFailure }) => !isFailure,
  failure: ({ isFailure }) => isFailure,
  unrefused: ({ isRefused }) => !isRefused,
  "unrefused failure": ({ isFailure, isRefused }) => isFailure && !isRefused,
} as const satisfies Readonly<Record<Counted, (row: Row) => boolean>>;

interface Sums<T> {
  readonly made: Map<string, { readonly value: T; createdAt: number }>;
  add(labels: string, row: Row, into: (sum: T | undefined) => T): void;
}

function sums<T>(): Sums<T> {
  const made = new Map<string, { value: T; createdAt: number }>();
  return {
    made,
    add(labels, { createdAt }, into) {
      const known = made.get(labels);
      if (known === undefined) made.set(labels, { value: into(undefined), createdAt });
      else made.set(labels, { value: into(known.value), createdAt: Math.min(createdAt, known.createdAt) });
    },
  };
}

function heading(name: string, { help, type }: Pick<MetricFamily, "help" | "type">): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

/** When each series began, as the Python client tells it in a family of its own. */
function createdText({ name, help }: MetricFamily, made: Sums<unknown>["made"]): string {
  if (made.size === 0) return "";
  const lines = [...made].map(([labels, it]) => `${name}_created${braced(labels)} ${sampleText(it.createdAt)}\n`);
  return heading(`${name}_created`, { help, type: "gauge" }) + lines.join("");
}

function counterText(family: CounterFamily, rows: Iterable<Row>): string {
  const { made, add } = sums<number>();
  const isCounted = IS_COUNTED[family.of];
  for (const row of rows) {
    const count = row.counts[family.count];
    if (!isCounted(row) || (family.isSparse && count <= 0)) continue;
    add(labelText(family.labels, family.isBlank ? row.blank : row.labels), row, (sum = 0) => sum + count);
  }
  const name = `${family.name}_total`;
  const lines = [...made].map(([labels, { value }]) => `${name}${braced(labels)} ${sampleText(value)}\n`);
  return heading(name, family) + lines.join("") + createdText(family, made);
}

interface Measured {
  readonly histogram: Histogram;
  readonly values: LabelValues;
}

/** What stands before and after a bucket's own label, whose place is that of its name. */
function aroundBound(labels: readonly Label[], values: LabelValues): readonly [before: string, after: string] {
  const before = labelText(
    labels.filter((label) => label < "le"),
    values,
  );
  const after = labelText(
    labels.filter((label) => label > "le"),
    values,
  );
  return [before === "" ? "" : `${before},`, after === "" ? "" : `,${after}`];
}

function seriesText({ name, labels }: HistogramFamily, measured: Measured, bounds: readonly string[]): string {
  const [before, after] = aroundBound(labels, measured.values);
  const { buckets, sum } = measured.histogram;
  let count = 0;
  let text = "";
  for (const [at, bound] of bounds.entries()) {
    count += buckets[at] ?? 0;
    text += `${name}_bucket{${before}le="${bound}"${after}} ${sampleText(count)}\n`;
  }
  const end = braced(labelText(labels, measured.values));
  return `${text}${name}_count${end} ${sampleText(count)}\n${name}_sum${end} ${sampleText(sum)}\n`;
}

function histogramText(family: HistogramFamily, rows: Iterable<Row>, latencies: readonly number[]): string {
  const bounds = family.bounds ?? latencies;
  const { made, add } = sums<Measured>();
  for (const row of rows) {
    const found = row.durations[family.duration];
    if (found === undefined) continue;
    add(labelText(family.labels, row.labels), row, (sum) => {
      const histogram = sum?.histogram ?? emptyHistogram(bounds);
      addHistogram(histogram, found);
      return { histogram, values: row.labels };
    });
  }
  const texts = [...bounds, Number.POSITIVE_INFINITY].map(sampleText);
  const series = [...made.values()].map(({ value }) => seriesText(family, value, texts));
  return heading(family.name, family) + series.join("") + createdText(family, made);
}

function gaugeText(family: GaugeFamily, rows: Iterable<Row>): string {
  const { made, add } = sums<{ readonly value: number; readonly at: number }>();
  for (const row of rows) {
    const level = row.levels[family.level];
    if (level === undefined) continue;
    add(labelText(family.labels, row.labels), row, (last = level) => (last.at > level.at ? last : level));
  }
  const lines = [...made].map(([labels, { value }]) => `${family.name}${braced(labels)} ${sampleText(value.value)}\n`);
  return heading(family.name, family) + lines.join("");
}

/** One family of metrics over all rows; `latencies` are the upper bounds of histograms without any of their own. */
export function familyText(family: MetricFamily, rows: Iterable<Row>, latencies: readonly number[]): string {
  if (family.type === "counter") return counterText(family, rows);
  if (family.type === "gauge") return gaugeText(family, rows);
  return histogramText(family, rows, latencies);
}
