import { setTimeout as wait } from "node:timers/promises";
import type { Lane } from "./lanes.ts";
import { loadRequests } from "./load.ts";
import { residentBytes } from "./memory.ts";
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

/** Loads each server a while in each of its lanes, so that what compiles as it runs has done so. */
async function warm(turns: readonly Turn[], { stage, seconds }: { stage: Stage; seconds: number }): Promise<void> {
  const { folder, tools } = stage.site;
  const busiest = turns.filter(({ lane, connections }) => lane.pace !== "paced" && connections === 50);
  for (const { server, asked, connections } of busiest)
    await loadRequests(tools.wrk, { origin: server.origin, asked, folder, connections, seconds });
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
  tell("warm everyone up");
  await warm(turns, { stage, seconds: options.warm });
  const samples: Sample[] = [...stage.samples];
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
