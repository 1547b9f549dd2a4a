import { setTimeout as wait } from "node:timers/promises";
import { LANES } from "./lanes.ts";
import { loadRequests } from "./load.ts";
import { residentBytes } from "./memory.ts";
import type { Stage } from "./stage.ts";

interface Look {
  readonly seconds: number;
  readonly bytes: number;
}

const [LANE] = LANES;
const LOOK_EVERY_MS = 1_000;
/** What comes before is warming up: heaps grow to their working size. */
const SETTLED_AFTER = 0.25;

/** Bytes a second, by least squares. */
function slope(looks: readonly Look[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, it) => sum + it, 0) / values.length;
  const middle = mean(looks.map(({ seconds }) => seconds));
  const level = mean(looks.map(({ bytes }) => bytes));
  const rise = looks.reduce((sum, { seconds, bytes }) => sum + (seconds - middle) * (bytes - level), 0);
  return rise / looks.reduce((sum, { seconds }) => sum + (seconds - middle) ** 2, 0);
}

/** Loads Lintel with 50 connections for some minutes, tells how its memory moves, and returns it as CSV. */
export async function soak(
  stage: Stage,
  { minutes, tell }: { minutes: number; tell: (line: string) => void },
): Promise<string> {
  const { running, site } = stage;
  const [, lintel] = running;
  const asked = LANE === undefined ? undefined : lintel?.contender.asked(LANE, site);
  if (lintel === undefined || asked === undefined) throw new Error("Lintel did not start");
  const { server } = lintel;
  const { folder, tools } = site;
  const total = minutes * 60;
  const load = loadRequests(tools.wrk, { origin: server.origin, asked, folder, connections: 50, seconds: total });
  const looks: Look[] = [];
  const began = performance.now();
  for (let at = 0; at < total; at++) {
    await wait(Math.max(0, began + at * LOOK_EVERY_MS - performance.now()));
    const look = { seconds: at, bytes: residentBytes(server.pid) };
    looks.push(look);
    if (at % 30 === 0) tell(`${at} s of ${total}: ${(look.bytes / 1e6).toFixed(1)} MB`);
  }
  const { requests, failed } = await load;
  const settled = looks.slice(Math.floor(looks.length * SETTLED_AFTER));
  const bytes = settled.map((look) => look.bytes);
  const [least, most] = [Math.min(...bytes), Math.max(...bytes)].map((it) => (it / 1e6).toFixed(1));
  const perMinute = ((slope(settled) * 60) / 1e6).toFixed(3);
  tell(
    `${requests} requests, ${failed} failed; after the first quarter ${least} to ${most} MB, ${perMinute} MB a minute`,
  );
  return `${["seconds,bytes", ...looks.map((look) => `${look.seconds},${look.bytes}`)].join("\n")}\n`;
}
