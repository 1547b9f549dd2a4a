import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Asked } from "./contenders/index.ts";
import { isStream, type Lane } from "./lanes.ts";
import { DELTAS, PACED_MS } from "./mock.ts";
import { MARK, STREAM_END } from "./payloads.ts";

const execute = promisify(execFile);
const SCRIPT = fileURLToPath(new URL("load.lua", import.meta.url));

/** What is loaded, and how. */
export interface Load {
  readonly origin: string;
  readonly asked: Asked;
  readonly folder: string;
  readonly connections: number;
}

/** Microseconds below which some shares of all values lie. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface Requests extends Percentiles {
  readonly requests: number;
  readonly seconds: number;
  readonly failed: number;
}

function headersOf({ headers }: Asked): Readonly<Record<string, string>> {
  return { "content-type": "application/json", ...headers };
}

function writeBody({ asked, folder }: Load): string {
  const file = join(folder, "body.json");
  writeFileSync(file, JSON.stringify(asked.body));
  return file;
}

/** Asks in a closed loop with wrk for some seconds. */
export async function loadRequests(wrk: string, load: Load & { readonly seconds: number }): Promise<Requests> {
  const { origin, asked, connections, seconds } = load;
  const headers = Object.entries(headersOf(asked)).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const { stdout } = await execute(
    wrk,
    [
      "-t1",
      `-c${connections}`,
      `-d${seconds}s`,
      "--timeout",
      "30s",
      "-s",
      SCRIPT,
      ...headers,
      `${origin}${asked.path}`,
    ],
    { env: { LINTEL_BENCH_BODY: writeBody(load) }, timeout: (seconds + 40) * 1000 },
  );
  const printed = /RESULT (.*)/.exec(stdout)?.[1];
  if (printed === undefined) throw new Error(`wrk said: ${stdout}`);
  return JSON.parse(printed);
}

export interface Streams {
  readonly whole: number;
  readonly cut: number;
  readonly deltas: number;
  readonly seconds: number;
  /** From the request to the first delta. */
  readonly first: Percentiles;
  /** Between two deltas of one stream. */
  readonly gap: Percentiles;
}

/** Holds streams of a paced lane and times their deltas. */
export async function loadStreams(client: string, load: Load & { readonly lane: Lane }): Promise<Streams> {
  const { origin, asked, connections, lane } = load;
  if (!isStream(lane)) throw new Error(`${lane.id} does not stream`);
  const { stdout } = await execute(
    client,
    [
      ...[`${origin}${asked.path}`, writeBody(load), String(connections), String(lane.rounds ?? 1)],
      ...[String(DELTAS.paced), String(PACED_MS), MARK, STREAM_END[asked.wire]],
      ...Object.entries(asked.headers).flat(),
    ],
    { timeout: 300_000 },
  );
  return JSON.parse(stdout);
}
