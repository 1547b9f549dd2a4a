import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONTENDERS, type Contender } from "./contenders/index.ts";
import { LANES } from "./lanes.ts";
import { residentBytes } from "./memory.ts";
import { writeMock } from "./mock.ts";
import type { Running } from "./round.ts";
import type { Sample } from "./samples.ts";
import { freePort, startServer } from "./servers.ts";
import type { Site } from "./site.ts";
import type { Tools } from "./tools.ts";

const [PROBED] = LANES;
const MEGABYTE = 1e6;

/** Everyone who runs, and how they all end. */
export interface Stage {
  readonly site: Site;
  readonly running: readonly Running[];
  /** What was seen at the start. */
  readonly samples: readonly Sample[];
  end(): Promise<void>;
}

async function start(contender: Contender, { site, port }: { site: Site; port: number }): Promise<Running | undefined> {
  const command = contender.command(site, port);
  const probe = PROBED === undefined ? undefined : contender.asked(PROBED, site);
  if (command === undefined || probe === undefined) return;
  const server = await startServer(command, { name: contender.id, folder: site.folder, port, probe });
  return { contender, server };
}

function atStart({ contender, server }: Running): readonly Sample[] {
  const place = { round: 1, lane: "start", contender: contender.id, connections: 0 };
  return [
    { ...place, metric: "start", value: server.coldStart },
    { ...place, metric: "idle", value: residentBytes(server.pid) },
  ];
}

/** Starts the mock and those who are asked for, one after the other; who cannot start is left out with a word. */
export async function setStage(
  tools: Tools,
  { names, tell }: { names: readonly string[]; tell: (line: string) => void },
): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-benchmark-"));
  const mockPort = await freePort();
  writeMock(join(folder, "mock"), mockPort);
  const site = { folder, tools, upstream: `http://127.0.0.1:${mockPort}`, key: "sk-benchmark-master-key" };
  const running: Running[] = [];
  const samples: Sample[] = [];
  const end = async () => {
    await Promise.all(running.map(({ server }) => server.end()));
    rmSync(folder, { recursive: true, force: true });
  };
  for (const contender of CONTENDERS.filter(({ id }) => id === "direct" || names.includes(id))) {
    const port = contender.id === "direct" ? mockPort : await freePort();
    try {
      const started = await start(contender, { site, port });
      if (started === undefined) tell(`${contender.title}: not here, left out`);
      else {
        running.push(started);
        samples.push(...atStart(started));
        const held = (residentBytes(started.server.pid) / MEGABYTE).toFixed(0);
        tell(`${contender.title}: answers after ${started.server.coldStart.toFixed(0)} ms, holds ${held} MB`);
      }
    } catch (error) {
      tell(`${contender.title}: left out. ${error instanceof Error ? error.message : error}`);
    }
  }
  return { site, running, samples, end };
}
