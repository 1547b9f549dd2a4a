import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Assertion {
  readonly fullName: string;
  readonly status: string;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly { readonly assertionResults: readonly Assertion[] }[];
}

const STEPS = [
  { label: "format and lint", command: ["biome", "check", "--error-on-warnings", "."] },
  { label: "types", command: ["node", "scripts/typecheck.ts"] },
] as const;

function execute(command: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  const [program = "", ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: "inherit", env });
    child.on("error", (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}

async function runTests(filters: readonly string[]): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), "lintel-report-"));
  const file = join(folder, "report.json");
  const code = await execute([
    "vitest",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
    ...filters,
  ]);
  const report: Report = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
  await rm(folder, { recursive: true, force: true });
  const assertions = (report.testResults ?? []).flatMap((suite) => suite.assertionResults);
  const skipped = assertions.filter(({ status }) => status === "pending" || status === "skipped" || status === "todo");
  for (const { fullName } of skipped) console.log(`skipped: ${fullName}`);
  const failed = report.numFailedTests ?? 0;
  return {
    passed: report.numPassedTests ?? 0,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: skipped.length,
  };
}

let total: Counts = { passed: 0, failed: 0, skipped: 0 };
for (const { label, command } of STEPS) {
  console.log(`\u25b8 ${label}`);
  const ok = (await execute(command)) === 0;
  total = { ...total, passed: total.passed + (ok ? 1 : 0), failed: total.failed + (ok ? 0 : 1) };
}
console.log("\u25b8 tests: structure, fences, units, laws, parity, packaging");
const tests = await runTests(process.argv.slice(2));
total = {
  passed: total.passed + tests.passed,
  failed: total.failed + tests.failed,
  skipped: total.skipped + tests.skipped,
};
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
