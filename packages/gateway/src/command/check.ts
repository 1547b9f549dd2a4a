import { parseArgs } from "node:util";
import type { ConfigRead } from "../config/config.ts";
import { readConfig } from "../config/read-config.ts";
import { checkedJson, checkedText } from "./check-report.ts";

/** What a command says and knows of the process it runs in. */
export interface CommandIo {
  out(text: string): void;
  error(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const USAGE = `Usage: lintel check [--strict] [--json] <config.yaml>

Tells what becomes of every key of a configuration.
  --strict  fails if a key is not implemented or unknown
  --json    the same for machines
`;

const OPTIONS = {
  strict: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/** `lintel check`: 0 where the configuration can be used, 1 where it cannot, 2 for a command it does not understand. */
export async function checkCommand(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = understood(args);
  if (asked === undefined || asked.path === undefined) {
    const isHelp = asked?.isHelp === true;
    (isHelp ? io.out : io.error)(USAGE);
    return isHelp ? 0 : 2;
  }
  const env = Object.fromEntries(
    Object.entries(io.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const read = await readConfig(asked.path, { env });
  const isStrict = asked.isStrict;
  io.out(asked.isJson ? checkedJson(read) : checkedText(read));
  return isFine(read, isStrict) ? 0 : 1;
}

interface Asked {
  readonly path: string | undefined;
  readonly isStrict: boolean;
  readonly isJson: boolean;
  readonly isHelp: boolean;
}

function understood(args: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    if (positionals.length > 1) return undefined;
    const [path] = values.help ? [] : positionals;
    return { path, isStrict: values.strict, isJson: values.json, isHelp: values.help };
  } catch {
    return undefined;
  }
}

function isFine(read: ConfigRead, isStrict: boolean): boolean {
  if (read.read === "failed") return false;
  return !isStrict || read.verdicts.every(({ verdict }) => verdict === "honoured" || verdict === "ignored");
}
