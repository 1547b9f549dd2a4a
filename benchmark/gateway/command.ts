import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { printTable, toMarkdown } from "../table.ts";
import { describeMachine } from "./machine.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { drawReport, TITLE } from "./picture.ts";
import { reportRows } from "./report.ts";
import { run } from "./run.ts";
import { toCsv } from "./samples.ts";
import { soak } from "./soak.ts";
import { type Stage, setStage } from "./stage.ts";
import { findTools, ROOT, type Tools } from "./tools.ts";

const RESULTS = join(ROOT, "benchmark/results");
const began = performance.now();

function tell(line: string): void {
  const seconds = Math.floor((performance.now() - began) / 1000);
  process.stderr.write(
    `▸ ${String(Math.floor(seconds / 60)).padStart(2)}:${String(seconds % 60).padStart(2, "0")} ${line}\n`,
  );
}

function write(name: string, text: string): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, name), text);
  console.log(`benchmark/results/${name}`);
}

function listed(facts: Readonly<Record<string, string | number>>): string {
  return Object.entries(facts)
    .map(([name, value]) => `- ${name}: \`${value}\`\n`)
    .join("");
}

async function measureAll(
  stage: Stage,
  { options, tools, args }: { options: Options; tools: Tools; args: readonly string[] },
) {
  const machine = { ...describeMachine(tools), command: `pnpm bench gateway ${args.join(" ")}`.trim() };
  const samples = await run(stage, { options, tell });
  const rows = reportRows(samples);
  for (const [name, value] of Object.entries(machine)) console.log(`${name.padEnd(12)} ${value}`);
  printTable(rows);
  console.log("");
  const facts = { ...machine, seconds: Math.round((performance.now() - began) / 1000) };
  const { results } = options;
  write(`${results}.json`, `${JSON.stringify({ ...facts, rows }, undefined, 2)}\n`);
  write(`${results}.md`, `# ${TITLE}\n\n${listed(facts)}\n${toMarkdown(rows)}`);
  write(`${results}.csv`, toCsv(samples));
  write(`${results}.svg`, drawReport(samples, machine));
}

/** `pnpm bench gateway`: ends with 0 if everything could be measured, whatever the figures say. */
export async function benchGateway(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const tools = findTools(tell);
  if (options === undefined || tools === undefined) {
    console.error(USAGE);
    return 2;
  }
  const names = options.soak === undefined ? options.contenders : ["lintel"];
  const stage = await setStage(tools, { names, tell });
  const stop = () => void stage.end().finally(() => process.exit(130));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    if (options.soak === undefined) await measureAll(stage, { options, tools, args });
    else write(`${options.results}.csv`, await soak(stage, { minutes: options.soak, tell }));
    return 0;
  } finally {
    await stage.end();
  }
}
