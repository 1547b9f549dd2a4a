import { setTimeout as wait } from "node:timers/promises";
import type { Asked, Contender } from "./contenders/index.ts";
import type { Lane } from "./lanes.ts";
import { loadRequests, loadStreams } from "./load.ts";
import { cpuMicroseconds, forgetPeak, peakBytes } from "./memory.ts";
import { DELTAS } from "./mock.ts";
import type { Metric, Sample } from "./samples.ts";
import type { Server } from "./servers.ts";
import type { Site } from "./site.ts";

/** A contender that runs. */
export interface Running {
  readonly contender: Contender;
  readonly server: Server;
}

/** One measurement: someone in a lane. */
export interface Turn extends Running {
  readonly lane: Lane;
  readonly asked: Asked;
  readonly connections: number;
}

const STILL_MICROSECONDS = 10_000;
const STILL_AFTER = 30;
const MANY = 50;

/** Every turn of a round, in order: lane by lane, and within a lane one after the other. */
export function turnsOf(
  lanes: readonly Lane[],
  { running, site }: { running: readonly Running[]; site: Site },
): readonly Turn[] {
  return lanes.flatMap((lane) =>
    lane.connections.flatMap((connections) =>
      running.flatMap(({ contender, server }) => {
        const asked = contender.asked(lane, site);
        return asked === undefined ? [] : [{ contender, server, lane, asked, connections }];
      }),
    ),
  );
}

/** Waits until a server has put away what the last load left, three seconds at most. */
async function still(pid: number): Promise<void> {
  for (let at = 0; at < STILL_AFTER; at++) {
    const before = cpuMicroseconds(pid);
    await wait(100);
    if (cpuMicroseconds(pid) - before <= STILL_MICROSECONDS) return;
  }
}

type Figures = readonly (readonly [Metric, number])[];

async function requestFigures({ site, turn, seconds }: Measured): Promise<Figures> {
  const { server, asked, connections, lane, contender } = turn;
  const { folder, tools } = site;
  const times = contender.isSlow === true && connections >= MANY ? 2 : 1;
  forgetPeak(server.pid);
  const before = cpuMicroseconds(server.pid);
  const load = await loadRequests(tools.wrk, {
    origin: server.origin,
    asked,
    folder,
    connections,
    seconds: seconds * times,
  });
  const cpu = cpuMicroseconds(server.pid) - before;
  const rate = load.requests / load.seconds;
  const { p50, p95, p99, failed } = load;
  if (lane.pace === "unpaced")
    return [
      ["deltas", rate * DELTAS.unpaced],
      ["failed", failed],
    ];
  return [
    ["rate", rate],
    ["p50", p50],
    ["p95", p95],
    ["p99", p99],
    ["failed", failed],
    ["cpu", cpu / load.requests],
    ["peak", peakBytes(server.pid)],
  ];
}

async function streamFigures(client: string, { site, turn }: Measured): Promise<Figures> {
  const { server, asked, connections, lane } = turn;
  const load = await loadStreams(client, { origin: server.origin, asked, folder: site.folder, connections, lane });
  return [
    ["first", load.first.p50],
    ["gap", load.gap.p99],
    ["whole", load.whole],
    ["cut", load.cut],
  ];
}

/** What one turn needs. */
export interface Measured {
  readonly site: Site;
  readonly turn: Turn;
  readonly seconds: number;
}

/** The figures of one turn; none where what times streams is not here. */
export async function measureTurn(measured: Measured, round: number): Promise<readonly Sample[]> {
  const { site, turn } = measured;
  const { lane, contender, server, connections } = turn;
  const { streams } = site.tools;
  if (lane.pace === "paced" && streams === undefined) return [];
  const figures =
    lane.pace === "paced" && streams !== undefined
      ? await streamFigures(streams, measured)
      : await requestFigures(measured);
  await still(server.pid);
  const place = { round, lane: lane.id, contender: contender.id, connections };
  return figures.map(([metric, value]) => ({ ...place, metric, value }));
}
