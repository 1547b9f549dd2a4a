import { setTimeout as wait } from "node:timers/promises";
import type { Lane } from "./lanes.ts";
import { loadRequests } from "./load.ts";
import { peakBytes, residentBytes } from "./memory.ts";
import { DELTAS } from "./mock.ts";
import type { Options } from "./options.ts";
import { MARK } from "./payloads.ts";
import { measureTurn, type Turn, turnsOf } from "./round.ts";
import type { Sample } from "./samples.ts";
import { askOnce } from "./servers.ts";
import type { Stage } from "./stage.ts";

type Tell = (line: string) => void;

/** Whether an answer is what its lane expects: every delta of a stream, the text of a whole. */
function isGood({ pace }: Lane, text: string): boolean {
  const marks = text.split(MARK).length - 1;
  return pace === "paced" || pace === "unpaced" ? marks >= DELTAS[pace] : marks === 1;
}

/** Asks every turn once: those whose answer is not what it should be take no part, with a word. */
async function proven(turns: readonly Turn[], tell: Tell): Promise<readonly Turn[]> {
  const good: Turn[] = [];
  for (const turn of turns) {
    const { server, asked, lane, contender } = turn;
    const answer = await askOnce(server.origin, asked);
    if (answer?.status === 200 && isGood(lane, answer.text)) good.push(turn);
    else tell(`${contender.title} in ${lane.id}: ${answer?.status ?? "no answer"} ${answer?.text.slice(0, 300) ?? ""}`);
  }
  return good;
}

interface Loading {
  readonly stage: Stage;
  readonly seconds: number;
  readonly tell: Tell;
}

/** Loads each server a while in each of its lanes, so that what compiles as it runs has done so. */
async function warm(turns: readonly Turn[], { stage, seconds }: Loading): Promise<void> {
  const { folder, tools } = stage.site;
  const busiest = turns.filter(({ lane, connections }) => lane.pace !== "paced" && connections === 50);
  for (const { server, asked, connections } of busiest)
    await loadRequests(tools.wrk, { origin: server.origin, asked, folder, connections, seconds });
}

/** What each holds at most as it takes its first load: fifty connections, and nothing but chat before. */
async function firstPeaks(turns: readonly Turn[], { stage, seconds, tell }: Loading): Promise<readonly Sample[]> {
  const { folder, tools } = stage.site;
  const samples: Sample[] = [];
  for (const { server, asked, connections, contender, lane } of turns) {
    if (lane.id !== "chat" || connections !== 50) continue;
    await loadRequests(tools.wrk, { origin: server.origin, asked, folder, connections, seconds });
    const value = peakBytes(server.pid);
    samples.push({ round: 1, lane: "start", contender: contender.id, connections, metric: "peak", value });
    tell(`${contender.title}: held ${(value / 1e6).toFixed(0)} MB at most under its first load`);
  }
  return samples;
}

const SHOWN = ["rate", "deltas", "first", "whole"] as const;
const SPELT = {
  rate: (value: number) => `${value.toFixed(0)}/s`,
  deltas: (value: number) => `${value.toFixed(0)} deltas/s`,
  first: (value: number) => `first after ${(value / 1000).toFixed(2)} ms`,
  whole: (value: number) => `${value} whole`,
} as const;

function brief(samples: readonly Sample[]): string {
  const found = SHOWN.flatMap((metric) => {
    const sample = samples.find((it) => it.metric === metric);
    return sample === undefined ? [] : [SPELT[metric](sample.value)];
  });
  return found[0] ?? "no figure";
}

async function round(
  turns: readonly Turn[],
  { number, seconds, stage, tell }: { number: number; seconds: number; stage: Stage; tell: Tell },
) {
  const samples: Sample[] = [];
  for (const turn of turns) {
    const taken = await measureTurn({ site: stage.site, turn, seconds }, number);
    samples.push(...taken);
    tell(`round ${number}: ${turn.lane.id}, ${turn.connections} connections, ${turn.contender.title}: ${brief(taken)}`);
  }
  return samples;
}

/** Every round, then a rest, then the last look at memory. */
export async function run(
  stage: Stage,
  { options, tell }: { options: Options; tell: Tell },
): Promise<readonly Sample[]> {
  const { running, site } = stage;
  tell("ask everyone once in every lane");
  const turns = await proven(turnsOf(options.lanes, { running, site }), tell);
  const peaks = await firstPeaks(turns, { stage, seconds: options.first, tell });
  tell("warm everyone up");
  await warm(turns, { stage, seconds: options.warm, tell });
  const samples: Sample[] = [...stage.samples, ...peaks];
  for (let number = 1; number <= options.runs; number++)
    samples.push(...(await round(turns, { number, seconds: options.seconds, stage, tell })));
  tell(`everyone rests for ${options.idle} s`);
  await wait(options.idle * 1000);
  const place = { round: 1, lane: "end", connections: 0, metric: "rested" } as const;
  const rested = running.map(({ contender, server }) => ({
    ...place,
    contender: contender.id,
    value: residentBytes(server.pid),
  }));
  return [...samples, ...rested];
}
