import { type ChildProcess, spawn } from "node:child_process";
import { appendFile, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { askOften } from "../threads/test/running-workers.ts";

const PROGRAM = join(import.meta.dirname, "../bin.ts");

interface Running {
  readonly child: ChildProcess;
  readonly path: string;
  readonly url: string;
  /** Log lines whose message says this. */
  said(text: string): readonly string[];
}

function config(key: string): string {
  return `general_settings: {master_key: ${key}}\n`;
}

interface Start {
  readonly threads?: number;
  /** When the configuration was written; now unless given. */
  readonly writtenAt?: Date;
}

async function started({ threads = 3, writtenAt = new Date() }: Start = {}): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), "lintel-serve-"));
  const path = join(folder, "config.yaml");
  await writeFile(path, config("sk-first"));
  await utimes(path, writtenAt, writtenAt);
  const options = ["--config", path, "--port", "0", "--num_workers", String(threads), "--telemetry", "False"];
  const child = spawn(process.execPath, ["--conditions=@lintel/source", PROGRAM, ...options], {
    env: { ...process.env, NODE_OPTIONS: "", LITELLM_LOG: "INFO", LITELLM_SALT_KEY: "salt" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await rm(folder, { recursive: true });
  });
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (piece: string) => {
    output += piece;
  });
  const said = (text: string): readonly string[] =>
    output
      .split("\n")
      .slice(0, -1)
      .map((line) => String(JSON.parse(line).message))
      .filter((message) => message.includes(text));
  await vi.waitUntil(() => said("listening on").length > 0, { timeout: 40_000 });
  const [told = ""] = said("listening on");
  return { child, path, url: /http:\S+/.exec(told)?.[0] ?? "", said };
}

it("the command's threads share a port, follow their file, and end together", async () => {
  const { child, path, url, said } = await started();
  expect(said("listening on")).toEqual([expect.stringMatching(/in 3 threads$/)]);
  expect(said("is not looked at")).toEqual([
    "the option --telemetry is not looked at: nothing is told to anyone",
    "the variable LITELLM_SALT_KEY is not looked at: nothing is stored, so nothing is encrypted",
  ]);
  const statuses = async (key: string): Promise<ReadonlySet<number>> =>
    new Set((await askOften(20, `${url}/v1/models`, { key })).map(({ status }) => status));
  expect(await statuses("sk-first")).toEqual(new Set([200]));

  await writeFile(path, config("sk-second"));
  child.kill("SIGHUP");
  await vi.waitUntil(() => said("is read again").length > 0);
  expect(await statuses("sk-second")).toEqual(new Set([200]));

  await appendFile(path, "model_list: [\n");
  await vi.waitUntil(() => said("the configuration stays as it was").length > 0);
  expect(await statuses("sk-second")).toEqual(new Set([200]));
  expect(said("the configuration stays as it was")).toHaveLength(1);

  const over = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  child.kill("SIGTERM");
  expect(await over).toBe(0);
  expect(said("ended").at(-1)).toBe("ended");
  expect(said("GET /v1/models")).toHaveLength(60);
});

it("the command waits for a configuration that is still young, and serves it", async () => {
  const { url } = await started({ threads: 1, writtenAt: new Date(Date.now() + 3_600_000) });
  expect(await askOften(1, `${url}/v1/models`, { key: "sk-first" })).toEqual([
    expect.objectContaining({ status: 200 }),
  ]);
});
