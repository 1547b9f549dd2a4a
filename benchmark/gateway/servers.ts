import { type ChildProcess, spawn } from "node:child_process";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Asked, Command } from "./contenders/index.ts";

const STARTS_WITHIN_MS = 120_000;
const ENDS_WITHIN_MS = 5_000;

/** A server of this run. */
export interface Server {
  readonly pid: number;
  readonly origin: string;
  /** Milliseconds from its start to its first good answer. */
  readonly coldStart: number;
  end(): Promise<void>;
}

// Below the ports that a connection takes for its own end (32768 and above): somebody who asks again and again whether a server is
// there can be given the server's port as its own, and then meets itself.
const FIRST_PORT = 15_000;
const PORTS = 15_000;
const TRIES = 200;

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** A port of the loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (let at = 0; at < TRIES; at++) {
    const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
    if (await isFree(port)) return port;
  }
  throw new Error("no free port");
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
