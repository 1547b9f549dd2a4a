import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { dirname, join } from "node:path";
import { LITELLM_VERSION, ROOT, type Tools, versionOf } from "./tools.ts";

function commit(): string {
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
  const isClean = git("status", "--porcelain", "--", "packages", "benchmark", ":(exclude)benchmark/results") === "";
  return `${git("rev-parse", "--short", "HEAD")}${isClean ? "" : ", changed"}`;
}

/** The machine, and every program that took part. */
export function describeMachine({
  nginx,
  wrk,
  forwarder,
  python,
  portkey,
}: Tools): Readonly<Record<string, string | number>> {
  const [cpu] = cpus();
  const manifest = (path: string) => versionOf(process.execPath, ["-p", `require(${JSON.stringify(path)}).version`]);
  return {
    date: new Date().toISOString(),
    commit: commit(),
    cpu: cpu?.model.trim() ?? "?",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    kernel: `${type()} ${release()}`,
    loadAtStart: loadavg()[0]?.toFixed(2) ?? "?",
    node: process.version,
    nginx: versionOf("/bin/sh", ["-c", `"${nginx}" -v 2>&1`]),
    wrk: versionOf("/bin/sh", ["-c", `"${wrk}" -v 2>&1 || true`]).replace(/ Copyright.*/, ""),
    ...(forwarder !== undefined && { rust: versionOf("rustc", ["--version"]) }),
    ...(python !== undefined && { litellm: LITELLM_VERSION, python: versionOf(python, ["--version"]) }),
    ...(portkey !== undefined && { portkey: manifest(join(dirname(portkey), "../package.json")) }),
  };
}
