import { type ChildProcess, spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Asked, Command } from "./contenders/index.ts";

const STARTS_WITHIN_MS = 90_000;
const ENDS_WITHIN_MS = 5_000;

/** A server of this run. */
export interface Server {
  readonly pid: number;
  readonly origin: string;
  /** Milliseconds from its start to its first good answer. */
  readonly coldStart: number;
  end(): Promise<void>;
}

/** A port of the loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/** Asks once; its status and text, or nothing if the server cannot be reached. */
export async function askOnce(origin: string, { path, headers, body }: Asked) {
  try {
    const answer = await fetch(`${origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", connection: "close", ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<boolean>((resolve) => child.once("exit", () => resolve(true)));
  child.kill("SIGTERM");
  if (await Promise.race([gone, wait(ENDS_WITHIN_MS, false, { ref: false })])) return;
  child.kill("SIGKILL");
  await gone;
}

/** A port, a name for its log, and the request that tells whether it is ready. */
export interface Start {
  readonly name: string;
  readonly folder: string;
  readonly port: number;
  readonly probe: Asked;
}

/** Starts a server and waits for its first good answer; its failure tells the end of its log. */
export async function startServer(command: Command, { name, folder, port, probe }: Start): Promise<Server> {
  const log = join(folder, `${name}.log`);
  const output = openSync(log, "w");
  const { PATH = "", HOME = "" } = process.env;
  const began = performance.now();
  const child = spawn(command.file, command.args, {
    cwd: folder,
    env: { PATH, HOME, LANG: "C.UTF-8", ...command.env },
    stdio: ["ignore", output, output],
  });
  child.once("error", () => undefined);
  const end = () => ended(child);
  const origin = `http://127.0.0.1:${port}`;
  while (performance.now() - began < STARTS_WITHIN_MS && child.exitCode === null && child.pid !== undefined) {
    const answer = await askOnce(origin, probe);
    if (answer?.status === 200) return { pid: child.pid, origin, coldStart: performance.now() - began, end };
    await wait(5);
  }
  await end();
  throw new Error(`${name} did not start:\n${readFileSync(log, "utf8").slice(-2_000)}`);
}
