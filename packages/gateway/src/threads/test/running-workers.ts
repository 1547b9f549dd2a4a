import { request } from "node:http";
import { onTestFinished } from "vitest";
import type { GatewayConfig } from "../../config/config.ts";
import { createLogger } from "../../observe/logs/logger.ts";
import { MASTER_KEY } from "../../test/running.ts";
import { type RunningWorkers, startWorkers, type WorkersOptions } from "../start-workers.ts";

/** A gateway of one test in several threads, closed with it, and what it has logged. */
export interface TestedWorkers extends RunningWorkers {
  readonly told: readonly string[];
}

const LOGS = { level: "info", format: "json", isColoured: false } as const;

export async function runningWorkers(
  config: GatewayConfig,
  options: Partial<WorkersOptions> = {},
): Promise<TestedWorkers> {
  const told: string[] = [];
  const started = await startWorkers({
    config,
    workers: 2,
    port: 0,
    host: "127.0.0.1",
    insecure: false,
    logger: createLogger({ ...LOGS, destination: { write: (line) => told.push(line) } }),
    logs: LOGS,
    onLines: (lines) => told.push(lines),
    onFailed: (reason) => told.push(reason),
    ...options,
  });
  onTestFinished(() => started.close(0));
  return { ...started, told };
}

export interface Answered {
  readonly status: number;
  readonly text: string;
}

export interface Asking {
  readonly key?: string;
  readonly body?: unknown;
}

/** Asks over a connection of its own: the system gives each to any of the threads. */
export function askAnew(url: string, { key = MASTER_KEY, body }: Asking = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const asked = request(url, { method: body === undefined ? "GET" : "POST", agent: false, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.on("error", reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** As many answers, each over a connection of its own. */
export function askOften(times: number, ...asking: Parameters<typeof askAnew>): Promise<readonly Answered[]> {
  return Promise.all(Array.from({ length: times }, () => askAnew(...asking)));
}
