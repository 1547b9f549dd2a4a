import { CONTENDERS } from "./contenders/index.ts";
import { combined, type Metric, type Sample, type Series, type Spread, seriesOf, spreadOf } from "./samples.ts";

/** What the picture and the tables of a run are called. */
export const TITLE = "Lintel's gateway against its peers, one run on one machine";

interface Bar {
  readonly label: string;
  readonly spread: Spread;
}

interface Chart {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly spell: (value: number) => string;
}

const WIDTH = 860;
const LABELS = 190;
const BARS = 470;
const LINE = 26;
const TOP = 58;
const GAP = 34;
const OURS = "#0b6e4f";
const THEIRS = "#9aa5b1";
const INK = "#1f2933";

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function text(
  x: number,
  y: number,
  { content, size = 13, weight = 400 }: { content: string; size?: number; weight?: number },
): string {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${INK}">${escaped(content)}</text>`;
}

/** The length of a bar on a scale of tenfold steps, from a tenth of the least. */
function scale({ bars }: Chart): (value: number) => number {
  const values = bars.map(({ spread }) => Math.max(spread.median, Number.MIN_VALUE));
  const low = Math.floor(Math.log10(Math.min(...values))) - 0.3;
  const high = Math.log10(Math.max(...values));
  return (value) => Math.max(2, ((Math.log10(Math.max(value, Number.MIN_VALUE)) - low) / (high - low)) * BARS);
}

function drawBar({ label, spread }: Bar, { y, chart }: { y: number; chart: Chart }): string {
  const length = scale(chart);
  const end = LABELS + length(spread.median);
  const whisker = [spread.least, spread.most].map((it) => (LABELS + length(it)).toFixed(1));
  return [
    text(12, y + 15, { content: label, weight: label === "Lintel" ? 700 : 400 }),
    `<rect x="${LABELS}" y="${y + 2}" width="${(end - LABELS).toFixed(1)}" height="18" fill="${label === "Lintel" ? OURS : THEIRS}"/>`,
    `<line x1="${whisker[0]}" x2="${whisker[1]}" y1="${y + 11}" y2="${y + 11}" stroke="${INK}" stroke-width="1.5"/>`,
    text(Math.max(end, LABELS + length(spread.most)) + 8, y + 15, { content: chart.spell(spread.median) }),
  ].join("\n");
}

function drawChart(chart: Chart, top: number): string {
  const bars = chart.bars.map((bar, at) => drawBar(bar, { y: top + 12 + at * LINE, chart }));
  return [text(12, top, { content: chart.title, size: 15, weight: 700 }), ...bars].join("\n");
}

function barsOf(seriesFor: (contender: string) => Series): readonly Bar[] {
  return CONTENDERS.flatMap(({ id, title }) => {
    const spread = spreadOf(seriesFor(id));
    return spread === undefined || spread.median <= 0 ? [] : [{ label: title, spread }];
  });
}

function chartsOf(samples: readonly Sample[]): readonly Chart[] {
  const figures =
    (lane: string, metric: Metric, connections = 50) =>
    (contender: string) =>
      seriesOf(samples, { lane, contender, connections, metric });
  const added = (contender: string) =>
    contender === "direct"
      ? []
      : combined(
          [figures("chat", "p50", 10)(contender), figures("chat", "p50", 10)("direct")],
          (own = 0, direct = 0) => own - direct,
        );
  const rate = (value: number) => `${Math.round(value).toLocaleString("en")}/s`;
  const ms = (value: number) => `${(value / 1000).toFixed(2)} ms`;
  const charts: readonly Chart[] = [
    {
      title: "Requests a second: chat, OpenAI upstream, 50 connections",
      bars: barsOf(figures("chat", "rate")),
      spell: rate,
    },
    {
      title: "Requests a second: messages in, chat upstream",
      bars: barsOf(figures("messages-over-chat", "rate")),
      spell: rate,
    },
    { title: "Requests a second: responses, native", bars: barsOf(figures("responses", "rate")), spell: rate },
    { title: "Latency added at 10 connections, median", bars: barsOf(added), spell: ms },
    {
      title: "Deltas a second: chat stream at once, 50 connections",
      bars: barsOf(figures("unpaced-chat", "deltas")),
      spell: rate,
    },
    {
      title: "Peak memory, first load of 50 connections",
      bars: barsOf(figures("start", "peak")),
      spell: (it) => `${(it / 1e6).toFixed(0)} MB`,
    },
  ];
  return charts.filter(({ bars }) => bars.length > 0);
}

/** A run as a picture: bars on scales of tenfold steps, with a line from the least to the most of the rounds. */
export function drawReport(samples: readonly Sample[], machine: Readonly<Record<string, string | number>>): string {
  const charts = chartsOf(samples);
  const heights = charts.map(({ bars }) => bars.length * LINE + GAP + 12);
  const tops = heights.map((_, at) => TOP + 22 + heights.slice(0, at).reduce((sum, it) => sum + it, 0));
  const height = TOP + 22 + heights.reduce((sum, it) => sum + it, 0);
  const about = `${machine.cores} x ${machine.cpu}, Linux, Node ${machine.node}, ${String(machine.date).slice(0, 10)}, ${machine.commit}. Logarithmic scales.`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif">`,
    `<title>${TITLE}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(12, 28, { content: TITLE, size: 18, weight: 700 }),
    text(12, 48, { content: about, size: 12 }),
    ...charts.map((chart, at) => drawChart(chart, tops[at] ?? 0)),
    "</svg>",
    "",
  ].join("\n");
}
