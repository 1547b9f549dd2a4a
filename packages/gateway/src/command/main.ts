import { parseArgs } from "node:util";
import { isTrue } from "../config/typed-params.ts";
import type { LogLevel } from "../observe/logs/logger.ts";
import { version } from "../version.ts";
import { argumentProblem } from "./argument-problem.ts";
import { NEEDLESS_OPTIONS, needlessVariables, REFUSED_OPTIONS, refusedVariable } from "./brought-options.ts";
import { type CommandIo, checkCommand } from "./check.ts";
import { serveCommand } from "./serve.ts";
import { workersFrom } from "./workers-from.ts";

/** What a command may be told by whoever runs it inside a program. */
export interface CommandHooks {
  /** Called with the address once the gateway answers. */
  ready?(url: string): void;
}

const USAGE = `usage: lintel --config FILE [--port 4000] [--host 127.0.0.1] [--workers 1] [--insecure]
       lintel check FILE [--strict] [--json]

  -c, --config FILE   LiteLLM's config.yaml (or CONFIG_FILE_PATH in the environment)
  -p, --port PORT     where to listen; 0 for any free port (or PORT; 4000)
      --host ADDRESS  on which address; this machine's own unless given
      --workers N     in how many threads (also --num_workers, or NUM_WORKERS; 1)
      --insecure      let callers in without a key where none is configured; on loopback only
      --detailed_debug, --debug   log at debug, or at info, whatever LITELLM_LOG says
  -v, --version       print the version
  -h, --help          print this
`;

const OPTIONS = {
  config: { type: "string", short: "c" },
  port: { type: "string", short: "p" },
  host: { type: "string" },
  workers: { type: "string" },
  num_workers: { type: "string" },
  insecure: { type: "boolean" },
  debug: { type: "boolean" },
  detailed_debug: { type: "boolean" },
  version: { type: "boolean", short: "v" },
  help: { type: "boolean", short: "h" },
} as const;

const IO: CommandIo = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  env: process.env,
  columns: process.stdout.columns,
};

function fail(message: string): number {
  process.stderr.write(`lintel: ${message}\n\n${USAGE}`);
  return 2;
}

/** What an option was given, or the variable that stands in for it, and by which name. */
function told(option: string, given: string | undefined, variable: string): readonly [name: string, text?: string] {
  if (given !== undefined) return [option, given];
  const text = process.env[variable];
  return text === undefined ? [option] : [variable, text];
}

function portOf(text: string | undefined): number | undefined {
  const port = text === undefined || text === "" ? 4000 : Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : undefined;
}

/** The level that LiteLLM's options, and the variables that stand in for them, ask for. */
function levelOf(given: { readonly debug?: boolean; readonly detailed_debug?: boolean }): LogLevel | undefined {
  if (given.detailed_debug ?? isTrue(process.env.DETAILED_DEBUG ?? "")) return "debug";
  return (given.debug ?? isTrue(process.env.DEBUG ?? "")) ? "info" : undefined;
}

function refusedIn(argv: readonly string[]): string | undefined {
  const names = argv.flatMap((arg) => /^--([^=]+)/.exec(arg)?.[1] ?? []);
  const name = names.find((it) => REFUSED_OPTIONS.has(it));
  return name === undefined ? undefined : `--${name} is not taken: ${REFUSED_OPTIONS.get(name)}`;
}

async function serve(argv: readonly string[], hooks: CommandHooks): Promise<number> {
  const refused = refusedIn(argv);
  if (refused !== undefined) return fail(refused);
  const options = { ...NEEDLESS_OPTIONS, ...OPTIONS };
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  if (values.help === true) return print(USAGE);
  if (values.version === true) return print(`${version()}\n`);
  const [stray] = positionals;
  if (stray !== undefined) return fail(`${stray}: no such command, and a configuration is named with --config`);
  const refusedByVariable = refusedVariable(process.env);
  if (refusedByVariable !== undefined) return fail(refusedByVariable);
  const path = values.config ?? process.env.CONFIG_FILE_PATH;
  if (path === undefined || path === "") return fail("no configuration: name one with --config");
  const [portName, portText] = told("--port", values.port, "PORT");
  const port = portOf(portText);
  if (port === undefined) return fail(`${portName}: ${portText} is no port`);
  const [workersName, workersText] = told("--workers", values.workers ?? values.num_workers, "NUM_WORKERS");
  const workers = workersFrom(workersText);
  if (workers === undefined) return fail(`${workersName}: ${workersText} is no number of threads`);
  const host = values.host ?? "127.0.0.1";
  const level = levelOf(values);
  const needless = Object.keys(values).flatMap((name) => {
    const why = NEEDLESS_OPTIONS[name]?.why;
    return why === undefined ? [] : [`the option --${name} is not looked at: ${why}`];
  });
  const notes = [...needless, ...needlessVariables(process.env)];
  return serveCommand({ path, port, host, insecure: values.insecure === true, workers, level, notes }, hooks);
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** What may be done where nobody can listen, by the system's name of why. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["EADDRINUSE", "; --port chooses another one"],
  ["EACCES", "; --port chooses another one"],
  ["EADDRNOTAVAIL", "; --host names an address of this machine"],
  ["ENOTFOUND", "; --host names an address of this machine"],
]);

/** The `lintel` command: its exit code once it is over, which for a gateway is when a signal ends it. */
export async function main(argv: readonly string[], hooks: CommandHooks = {}): Promise<number> {
  const [first, ...rest] = argv;
  try {
    if (first === "check") return await checkCommand(rest, IO);
    return await serve(argv, hooks);
  } catch (error) {
    const misread = argumentProblem(error);
    if (misread !== undefined) return fail(misread);
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`lintel: ${message}${REMEDIES.get(codeOf(error)) ?? ""}\n`);
    return 1;
  }
}
