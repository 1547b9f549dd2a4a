import { resolve } from "node:path";
import { callsRun } from "./calls-run.ts";
import { exchangeCommand } from "./exchange-command.ts";
import { readDeviations, readExpectedFailures } from "./expectations.ts";
import { fixtureCommand, matrixCommand } from "./fixture-command.ts";
import { HELP, type Options, readOptions } from "./options.ts";
import { oracleRun } from "./oracle.ts";
import { subject } from "./subject.ts";
import type { Judging } from "./verdict.ts";

async function run(options: Options): Promise<boolean> {
  const judging: Judging = { subject, deviations: readDeviations(), expected: readExpectedFailures() };
  if (options.oracle) return oracleRun({ ...options, files: options.words }, judging);
  if (options.exchanges) return exchangeCommand({ ...options, files: options.words }, subject);
  if (options.calls !== undefined)
    return callsRun({ ...options, calls: resolve(options.calls), python: options.python ?? "python" }, judging);
  if (options.matrix) return matrixCommand(options, judging);
  const [route, provider] = options.words;
  return fixtureCommand({ ...options, route, provider }, judging);
}

const options = readOptions(process.argv.slice(2));
if ("wrong" in options) {
  console.error(`parity: ${options.wrong}\n\n${HELP}`);
  process.exitCode = 2;
} else if (options.help) {
  console.log(HELP);
} else {
  process.exitCode = (await run(options)) ? 0 : 1;
}
