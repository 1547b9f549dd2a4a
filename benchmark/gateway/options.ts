import { parseArgs } from "node:util";
import { CONTENDERS } from "./contenders/index.ts";
import { LANES, type Lane } from "./lanes.ts";

export const USAGE = `usage: pnpm bench gateway [options]
  --quick             one short round: tells that everything works, not how fast it is
  --runs N            rounds, in each of which everyone has a turn in every lane (5)
  --seconds N         whole seconds of load a turn (2); twice that at 50 connections for those who answer few requests
  --lanes A,B         only these: ${LANES.map(({ id }) => id).join(", ")}
  --contenders A,B    only these, and direct: ${CONTENDERS.map(({ id }) => id).join(", ")}
  --idle SECONDS      how long everyone rests before the last look at memory (60)
  --soak MINUTES      instead: load on Lintel alone, its memory over time
  --results NAME      what the files in benchmark/results are called (gateway; gateway-part unless everyone has all turns)`;

/** What a run was asked to do. */
export interface Options {
  readonly runs: number;
  /** Of load a turn. */
  readonly seconds: number;
  /** Seconds of rest at the end. */
  readonly idle: number;
  /** Seconds of load in each lane before anything is measured. */
  readonly warm: number;
  /** Seconds of the first load, under which memory is looked at. */
  readonly first: number;
  readonly lanes: readonly Lane[];
  readonly contenders: readonly string[];
  /** What the files of the results are called, without an ending. */
  readonly results: string;
  readonly soak?: number;
}

function chosen<T extends { readonly id: string }>(
  all: readonly T[],
  names: string | undefined,
): readonly T[] | undefined {
  const wanted = names?.split(",") ?? all.map(({ id }) => id);
  if (wanted.some((name) => all.every(({ id }) => id !== name))) return;
  return all.filter(({ id }) => wanted.includes(id));
}

const FILE_NAME = /^[a-z0-9-]+$/;

function natural(text: string | undefined, usual: number): number {
  return text === undefined ? usual : Number.parseInt(text, 10);
}

/** Reads the command line; nothing where it makes no sense. */
export function readOptions(args: readonly string[]): Options | undefined {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        quick: { type: "boolean" },
        runs: text,
        seconds: text,
        lanes: text,
        contenders: text,
        idle: text,
        soak: text,
        results: text,
      },
    });
    const lanes = chosen(LANES, values.lanes);
    const contenders = chosen(CONTENDERS, values.contenders)?.map(({ id }) => id);
    if (lanes === undefined || contenders === undefined) return;
    const isQuick = values.quick === true;
    const numbers = {
      runs: natural(values.runs, isQuick ? 1 : 5),
      seconds: natural(values.seconds, isQuick ? 1 : 2),
      idle: natural(values.idle, isQuick ? 2 : 60),
      warm: 1,
      first: isQuick ? 1 : 5,
    };
    const soak = natural(values.soak, 0);
    if (![...Object.values(numbers), soak + 1].every((it) => it > 0)) return;
    const isWhole = !isQuick && lanes.length === LANES.length && contenders.length === CONTENDERS.length;
    const { results = soak > 0 ? "gateway-soak" : isWhole ? "gateway" : "gateway-part" } = values;
    if (!FILE_NAME.test(results)) return;
    return { ...numbers, lanes, contenders, results, ...(soak > 0 && { soak }) };
  } catch {
    return;
  }
}
