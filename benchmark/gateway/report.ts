import type { Row } from "../table.ts";
import { judge, type Verdict } from "./claims.ts";
import { CONTENDERS } from "./contenders/index.ts";
import { LANES, type Lane } from "./lanes.ts";
import { combined, type Metric, type Sample, type Series, type Spread, seriesOf, spreadOf } from "./samples.ts";

type Spell = (value: number) => string;

const whole: Spell = (value) => value.toFixed(0);
const milliseconds: Spell = (value) => (value / 1000).toFixed(2);
const megabytes: Spell = (value) => (value / 1e6).toFixed(0);

function spelt(spread: Spread | undefined, spell: Spell): string {
  if (spread === undefined) return "";
  const { median, least, most } = spread;
  return least === most ? spell(median) : `${spell(median)} (${spell(least)}–${spell(most)})`;
}

interface Column {
  readonly heading: string;
  readonly metric: Metric;
  readonly spell: Spell;
  /** Over what is asked directly. */
  readonly isAdded?: boolean;
}

const ADDED = { spell: milliseconds, isAdded: true } as const;
const COUNTED = { spell: whole } as const;

const REQUESTS: readonly Column[] = [
  { heading: "requests/s", metric: "rate", ...COUNTED },
  ...(["p50", "p95", "p99"] as const).map((metric) => ({ heading: `added ${metric} ms`, metric, ...ADDED })),
  { heading: "CPU us", metric: "cpu", ...COUNTED },
  { heading: "peak MB", metric: "peak", spell: megabytes },
  { heading: "failed", metric: "failed", ...COUNTED },
];
const PACED: readonly Column[] = [
  { heading: "first delta ms", metric: "first", spell: milliseconds },
  { heading: "added ms", metric: "first", ...ADDED },
  { heading: "gap p99 ms", metric: "gap", spell: milliseconds },
  ...(["whole", "cut"] as const).map((metric) => ({ heading: metric, metric, ...COUNTED })),
];
const UNPACED: readonly Column[] = [
  { heading: "deltas/s", metric: "deltas", ...COUNTED },
  { heading: "failed", metric: "failed", ...COUNTED },
];
const COLUMNS = { "at-once": REQUESTS, "after-20ms": REQUESTS, paced: PACED, unpaced: UNPACED } as const;

function less(value = Number.NaN, direct = Number.NaN): number {
  return value - direct;
}

function laneRows(
  samples: readonly Sample[],
  { lane, connections }: { lane: Lane; connections: number },
): readonly Row[] {
  const values = (contender: string, metric: Metric): Series =>
    seriesOf(samples, { lane: lane.id, contender, connections, metric });
  const cell = (contender: string, { metric, spell, isAdded }: Column): string => {
    const own = values(contender, metric);
    return spelt(spreadOf(isAdded === true ? combined([own, values("direct", metric)], less) : own), spell);
  };
  return CONTENDERS.flatMap(({ id, title }) => {
    const cells = Object.fromEntries(COLUMNS[lane.pace].map((column) => [column.heading, cell(id, column)]));
    const isThere = Object.values(cells).some((it) => it !== "");
    return isThere ? [{ group: `${lane.title}, ${connections} at a time`, name: title, cells }] : [];
  });
}

const RESTING: ReadonlySet<string> = new Set(["start", "end"]);

function restRows(samples: readonly Sample[]): readonly Row[] {
  const one = (contender: string, metric: Metric) =>
    samples.find((it) => it.contender === contender && it.metric === metric && RESTING.has(it.lane))?.value;
  const cell = (value: number | undefined, spell: Spell) => (value === undefined ? "" : spell(value));
  return CONTENDERS.filter(({ id }) => one(id, "start") !== undefined).map(({ id, title }) => ({
    group: "start, memory and rest",
    name: title,
    cells: {
      "cold start ms": cell(one(id, "start"), whole),
      "idle MB": cell(one(id, "idle"), megabytes),
      "peak MB, first load of 50": cell(one(id, "peak"), megabytes),
      "MB after all and a rest": cell(one(id, "rested"), megabytes),
    },
  }));
}

function speltVerdict({ name, spread, bound, unit, isMet }: Verdict): Row {
  const digits = unit === "x" ? 2 : 0;
  const value = spelt(spread, (it) => `${it.toFixed(digits)}${unit === "" ? "" : ` ${unit}`}`);
  const budget = "atLeast" in bound ? `>= ${bound.atLeast}` : `<= ${bound.atMost}`;
  return { group: "what is promised", name, cells: { "median (least–most)": value }, budget, isMet };
}

/** The whole of a run as tables. */
export function reportRows(samples: readonly Sample[]): readonly Row[] {
  const lanes = LANES.flatMap((lane) =>
    lane.connections.flatMap((connections) => laneRows(samples, { lane, connections })),
  );
  return [...lanes, ...restRows(samples), ...judge(samples).map(speltVerdict)];
}
