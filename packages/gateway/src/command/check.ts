import { parseArgs } from "node:util";
import type { ConfigRead } from "../config/config.ts";
import { readConfig } from "../config/read-config.ts";
import { argumentProblem } from "./argument-problem.ts";
import { checkedJson, checkedText } from "./check-report.ts";

/** What a command says and knows of the process it runs in. */
export interface CommandIo {
  out(text: string): void;
  error(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How wide the terminal is that reads what it says, where one does. */
  readonly columns?: number | undefined;
}

/** How wide a table is where no terminal says it. */
const COLUMNS = 100;

const USAGE = `usage: lintel check FILE [--strict] [--json]

Tells what becomes of every key of a configuration.
      --strict  fails if a key is not implemented or unknown
      --json    the same for machines
  -h, --help    print this
`;

const OPTIONS = {
  strict: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** `lintel check`: 0 where the configuration can be used, 1 where it cannot, 2 for a command it does not understand. */
export async function checkCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = understood(args);
  if (asked.asks === "help") {
    io.out(USAGE);
    return 0;
  }
  if (asked.asks === "nothing") {
    io.error(`lintel: ${asked.problem}\n\n${USAGE}`);
    return 2;
  }
  const env = Object.fromEntries(
    Object.entries(io.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const read = await readConfig(asked.path, { env });
  const isStrict = asked.isStrict;
  io.out(asked.isJson ? checkedJson(read) : checkedText(read, io.columns ?? COLUMNS));
  return isFine(read, isStrict) ? 0 : 1;
}

type Asked =
  | { readonly asks: "check"; readonly path: string; readonly isStrict: boolean; readonly isJson: boolean }
  | { readonly asks: "help" }
  | { readonly asks: "nothing"; readonly problem: string };

function understood(args: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    if (values.help) return { asks: "help" };
    const [path, further] = positionals;
    if (path === undefined) return { asks: "nothing", problem: "no configuration: name the file to check" };
    if (further !== undefined)
      return { asks: "nothing", problem: `one file is checked at a time, and ${further} is another` };
    return { asks: "check", path, isStrict: values.strict, isJson: values.json };
  } catch (error) {
    const problem = argumentProblem(error);
    if (problem === undefined) throw error;
    return { asks: "nothing", problem };
  }
}

function isFine(read: ConfigRead, isStrict: boolean): boolean {
  if (read.read === "failed") return false;
  return !isStrict || read.verdicts.every(({ verdict }) => verdict === "honoured" || verdict === "ignored");
}
