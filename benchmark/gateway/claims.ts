import { combined, type Metric, type Sample, type Series, type Spread, seriesOf, spreadOf } from "./samples.ts";

interface Figure {
  readonly lane: string;
  readonly contender?: string;
  readonly connections?: number;
  readonly metric?: Metric;
}

/** What the gateway promises, as one number a round. */
interface Claim {
  readonly name: string;
  readonly figures: readonly Figure[];
  readonly combine: (...values: readonly number[]) => number;
  readonly bound: Readonly<{ atLeast: number } | { atMost: number }>;
  readonly unit: string;
}

const ratio = (ours = Number.NaN, theirs = Number.NaN) => ours / theirs;
const more = (ours = Number.NaN, direct = Number.NaN) => ours - direct;
const same = (value = Number.NaN) => value;
const addedRatio = (ours = Number.NaN, theirs = Number.NaN, direct = Number.NaN) => (ours - direct) / (theirs - direct);

/** Ourselves, as we serve unless asked and with a thread for each of two cores. */
const OURS = [
  { ours: "lintel", how: "" },
  { ours: "lintel-threads", how: ", 2 threads" },
] as const;

function against(lane: string, contender: string, atLeast: number): readonly Claim[] {
  return OURS.map(({ ours, how }) => ({
    name: `${lane}: requests/s over ${contender}${how}`,
    figures: [
      { lane, contender: ours },
      { lane, contender },
    ],
    combine: ratio,
    bound: { atLeast },
    unit: "x",
  }));
}

function added(lane: string): readonly Claim[] {
  const figure = { lane, connections: 10, metric: "p50" } as const;
  return OURS.map(({ ours, how }) => ({
    name: `${lane}: added p50 over that of axum, 10 connections${how}`,
    figures: [
      { ...figure, contender: ours },
      { ...figure, contender: "axum" },
      { ...figure, contender: "direct" },
    ],
    combine: addedRatio,
    bound: { atMost: 1.3 },
    unit: "x",
  }));
}

function streamed(lane: string): readonly Claim[] {
  const first = { lane, metric: "first" } as const;
  return OURS.flatMap(({ ours, how }) => [
    {
      name: `${lane}: first delta after direct${how}`,
      figures: [
        { ...first, contender: ours },
        { ...first, contender: "direct" },
      ],
      combine: more,
      bound: { atMost: 500 },
      unit: "us",
    },
    {
      name: `${lane}: gap p99${how}`,
      figures: [{ lane, contender: ours, metric: "gap" }],
      combine: same,
      bound: { atMost: 11_500 },
      unit: "us",
    },
  ]);
}

/** nginx relays the dialect of the upstream: that lane is the limit of a translated one. */
function shareOfNginx(lane: string, limit: string, atLeast: number): readonly Claim[] {
  return OURS.map(({ ours, how }) => ({
    name: `${lane}: deltas/s over nginx as proxy${how}`,
    figures: [
      { lane, contender: ours, metric: "deltas" },
      { lane: limit, contender: "nginx", metric: "deltas" },
    ],
    combine: ratio,
    bound: { atLeast },
    unit: "x",
  }));
}

const STREAMS = ["paced-chat", "paced-messages", "paced-messages-over-chat", "paced-chat-over-messages"] as const;

const CLAIMS: readonly Claim[] = [
  ...against("chat", "axum", 0.9),
  ...against("chat", "litellm-sdk", 70),
  ...against("chat", "litellm-proxy", 150),
  ...against("chat", "portkey", 10),
  ...against("messages-over-chat", "litellm-sdk", 75),
  {
    name: "messages-over-chat: requests/s over our own chat",
    figures: [{ lane: "messages-over-chat" }, { lane: "chat" }],
    combine: ratio,
    bound: { atLeast: 0.8 },
    unit: "x",
  },
  ...against("responses", "litellm-proxy", 150),
  ...added("chat"),
  ...added("chat-after-20ms"),
  ...STREAMS.flatMap(streamed),
  ...shareOfNginx("unpaced-messages", "unpaced-messages", 0.4),
  ...shareOfNginx("unpaced-chat", "unpaced-chat", 0.2),
  ...shareOfNginx("unpaced-messages-over-chat", "unpaced-chat", 0.15),
  ...shareOfNginx("unpaced-chat-over-messages", "unpaced-messages", 0.15),
  {
    name: "held: whole streams of 512",
    figures: [{ lane: "held", metric: "whole", connections: 512 }],
    combine: same,
    bound: { atLeast: 512 },
    unit: "",
  },
  {
    name: "chat: peak RSS, 50 connections",
    figures: [{ lane: "start", metric: "peak" }],
    combine: (bytes = Number.NaN) => bytes / 1e6,
    bound: { atMost: 100 },
    unit: "MB",
  },
];

/** A promise, and what was measured of it. */
export interface Verdict extends Pick<Claim, "name" | "bound" | "unit"> {
  readonly spread: Spread;
  readonly isMet: boolean;
}

function valuesOf(samples: readonly Sample[], { figures, combine }: Claim): Series {
  const series = figures.map(({ lane, contender = "lintel", connections = 50, metric = "rate" }) =>
    seriesOf(samples, { lane, contender, connections, metric }),
  );
  return combined(series, combine);
}

/** What holds of the promises whose figures were measured: the median of the rounds decides. */
export function judge(samples: readonly Sample[]): readonly Verdict[] {
  return CLAIMS.flatMap((claim) => {
    const spread = spreadOf(valuesOf(samples, claim));
    if (spread === undefined) return [];
    const { name, bound, unit } = claim;
    const isMet = "atLeast" in bound ? spread.median >= bound.atLeast : spread.median <= bound.atMost;
    return [{ name, bound, unit, spread, isMet }];
  });
}
