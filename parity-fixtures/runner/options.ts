import { parseArgs } from "node:util";
import { DEGREES, type Level } from "./level.ts";

export const HELP = `pnpm parity [route] [provider] [--case TEXT]   replay the fixtures and hold each at its level
pnpm parity --matrix [--check]                 write MATRIX.md and MATRIX.json, or fail if they are out of date
pnpm parity --oracle FILE.jsonl…               replay any recorded cases: call, replies and record in one line
pnpm parity --exchanges FILE.jsonl…            push recorded provider traffic through the adapters
pnpm parity --calls FILE.jsonl --python PATH   record your own calls with your LiteLLM and compare
pnpm parity --corpora                          hold recorded traffic in the folder LINTEL_CORPORA at corpora-floor.json

  --case TEXT       only fixtures whose id contains TEXT; the differences of a single one are shown
  --show ID         print what differs in the cases whose id is, or contains, ID
  --filter REGEX    only cases whose id matches
  --level LEVEL     what counts as equal: L2 the same bytes, L1 the same but for white space and escapes (default), L0 the same value
  --json FILE       one JSON line per case: id, function, provider, verdict, stage, path
  --cut N|all       reply bodies in pieces of N bytes, or at every size in turn
  --raise           raise levels.json and corpora-floor.json to what is reached
  --check           with --matrix: write nothing, fail when the files are out of date

Verdicts: L2, L1, L0, differs, deviation (named in DEVIATIONS.md), threw, not-implemented (no adapter for that provider or function).
Exit code: 0 as expected, 1 below a level or unlike the expectations, 2 wrong arguments.`;

export interface Options {
  readonly words: readonly string[];
  readonly level: Level;
  readonly oracle: boolean;
  readonly exchanges: boolean;
  readonly matrix: boolean;
  readonly check: boolean;
  readonly corpora: boolean;
  readonly raise: boolean;
  readonly help: boolean;
  readonly case?: string;
  readonly show?: string;
  readonly filter?: string;
  readonly json?: string;
  readonly calls?: string;
  readonly python?: string;
  readonly cut?: string;
}

const FLAGS = {
  oracle: { type: "boolean" },
  exchanges: { type: "boolean" },
  matrix: { type: "boolean" },
  check: { type: "boolean" },
  corpora: { type: "boolean" },
  raise: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  level: { type: "string" },
  case: { type: "string" },
  show: { type: "string" },
  filter: { type: "string" },
  json: { type: "string" },
  calls: { type: "string" },
  python: { type: "string" },
  cut: { type: "string" },
} as const;

function isLevel(text: string): text is Level {
  return (DEGREES as readonly string[]).includes(text) && text !== "differs";
}

/** Command line arguments as options, or what is wrong with them. */
export function readOptions(args: readonly string[]): Options | { readonly wrong: string } {
  try {
    const given = args.filter((it, at) => !(it === "--" && at === 0));
    const { values, positionals } = parseArgs({ args: given, options: FLAGS, allowPositionals: true });
    const {
      level = "L1",
      oracle = false,
      exchanges = false,
      matrix = false,
      check = false,
      corpora = false,
      raise = false,
      help = false,
      ...texts
    } = values;
    if (!isLevel(level)) return { wrong: `--level ${level}: not one of L2, L1, L0` };
    const { cut, filter } = texts;
    if (cut !== undefined && cut !== "all" && !(Number(cut) >= 1))
      return { wrong: `--cut ${cut}: neither a number of bytes nor all` };
    if (filter !== undefined) new RegExp(filter);
    if ((oracle || exchanges) && positionals.length === 0) return { wrong: "name at least one file" };
    return { words: positionals, level, oracle, exchanges, matrix, check, corpora, raise, help, ...texts };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) };
  }
}
