import { resolve } from "node:path";
import { callsRun } from "./calls-run.ts";
import { corporaProblems } from "./corpora.ts";
import { exchangeCommand } from "./exchange-command.ts";
import { readDeviations, readExpectedFailures } from "./expectations.ts";
import { fixtureCommand, matrixCommand } from "./fixture-command.ts";
import type { Judging } from "./judge-line.ts";
import { HELP, type Options, readOptions } from "./options.ts";
import { oracleRun } from "./oracle.ts";
import { CORPORA } from "./paths.ts";
import { subject } from "./subject.ts";

async function corporaCommand({ raise }: Options, judging: Judging): Promise<boolean> {
  if (CORPORA === undefined) {
    console.error("parity: LINTEL_CORPORA names no folder of recorded traffic");
    return false;
  }
  const problems = await corporaProblems(CORPORA, { ...judging, raise });
  for (const problem of problems) console.log(`✗ ${problem}`);
  console.log(problems.length === 0 ? "nothing fell below its floor" : `${problems.length} problems`);
  return problems.length === 0;
}

async function run(options: Options): Promise<boolean> {
  const judging: Judging = { subject, deviations: readDeviations(), expected: readExpectedFailures() };
  if (options.oracle) return oracleRun({ ...options, files: options.words }, judging);
  if (options.exchanges) return exchangeCommand({ ...options, files: options.words }, subject);
  if (options.calls !== undefined)
    return callsRun({ ...options, calls: resolve(options.calls), python: options.python ?? "python" }, judging);
  if (options.corpora) return corporaCommand(options, judging);
  if (options.matrix) return matrixCommand(options, judging);
  const [route, provider] = options.words;
  return fixtureCommand({ ...options, route, provider }, judging);
}

process.on("unhandledRejection", (reason) => {
  console.error("parity: a promise was left to reject:", reason);
  process.exitCode = 1;
});

const options = readOptions(process.argv.slice(2));
if ("wrong" in options) {
  console.error(`parity: ${options.wrong}\n\n${HELP}`);
  process.exitCode = 2;
} else if (options.help) {
  console.log(HELP);
} else {
  try {
    if (!(await run(options))) process.exitCode = 1;
  } catch (error) {
    console.error(`parity: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
