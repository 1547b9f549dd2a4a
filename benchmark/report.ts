import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import { printTable, type Row } from "./table.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

function about(): Readonly<Record<string, string | number>> {
  const [cpu] = cpus();
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: ROOT, encoding: "utf8" }).trim();
  return {
    commit,
    node: process.version,
    cpu: cpu?.model ?? "?",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
  };
}

/** Measures a suite in process, prints it and keeps it with the machine it ran on. */
export async function report(suite: string, measure: () => Promise<readonly Row[]>): Promise<number> {
  const facts = about();
  console.log(`Lintel ${facts.commit} on Node ${facts.node}, ${facts.cores} x ${facts.cpu}, ${facts.memoryGb} GB`);
  const rows = await measure();
  printTable(rows);
  const file = `benchmark/results/${suite}.json`;
  mkdirSync(`${ROOT}benchmark/results`, { recursive: true });
  writeFileSync(
    `${ROOT}${file}`,
    `${JSON.stringify({ ...facts, command: `pnpm bench ${suite}`, rows }, undefined, 2)}\n`,
  );
  console.log(`\nraw figures: ${file}`);
  return 0;
}
