import type { ConfigRead, Verdict } from "../config/config.ts";
import { countOf } from "./count-of.ts";

const ORDER = ["honoured", "ignored", "not implemented", "unknown"] as const satisfies readonly Verdict["verdict"][];

const GAP = "  ";

/** What a reason has at least, however long the keys are. */
const NARROWEST_REASON = 30;

/** What was read, as a table for people, of lines that are so many columns wide. */
export function checkedText(read: ConfigRead, columns: number): string {
  if (read.read === "failed")
    return lines([...read.problems.map((problem) => `error: ${problem}`), "The configuration cannot be used."]);
  const { verdicts, warnings, config, files } = read;
  const rows = verdicts.map(({ path, verdict, reason }) => [path, verdict, reason ?? ""] as const);
  return lines([
    ...table([["key", "verdict", "reason"], ...rows], columns),
    "",
    ...warnings.map((warning) => `warning: ${warning}`),
    `${countOf(files.length, "file")}, ${countOf(config.deployments.length, "deployment")}; keys: ${summary(verdicts)}.`,
  ]);
}

/** The same for machines: `{ usable, files, deployments, verdicts, warnings, problems }`. */
export function checkedJson(read: ConfigRead): string {
  const { files } = read;
  const told =
    read.read === "failed"
      ? { usable: false, files, deployments: 0, verdicts: [], warnings: [], problems: read.problems }
      : {
          usable: true,
          files,
          deployments: read.config.deployments.length,
          verdicts: read.verdicts.map(({ place: { file, line }, ...verdict }) => ({ ...verdict, file, line })),
          warnings: read.warnings,
          problems: [],
        };
  return `${JSON.stringify(told, undefined, 2)}\n`;
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text.trimEnd()}\n`).join("");
}

type Row = readonly [key: string, verdict: string, reason: string];

/** Rows in columns: a long reason goes on below itself; a key, which is searched for and copied, is never broken. */
function table(rows: readonly Row[], columns: number): readonly string[] {
  const verdicts = Math.max(...rows.map(([, verdict]) => verdict.length));
  const left = columns - verdicts - 2 * GAP.length;
  const keys = Math.min(Math.max(...rows.map(([key]) => key.length)), Math.max(left - NARROWEST_REASON, 0));
  const line = (key: string, verdict: string, reason: string): string =>
    [key.padEnd(keys), verdict.padEnd(verdicts), reason].join(GAP);
  return rows.flatMap(([key, verdict, reason]) => {
    const [first = "", ...further] = wrapped(reason, Math.max(left - keys, NARROWEST_REASON));
    const below = further.map((text) => line("", "", text));
    return key.length > keys ? [key, line("", verdict, first), ...below] : [line(key, verdict, first), ...below];
  });
}

function wrapped(text: string, width: number): readonly string[] {
  const made: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && longer.length > width) made.push(line);
    line = line !== "" && longer.length > width ? word : longer;
  }
  return [...made, line];
}

function summary(verdicts: readonly Verdict[]): string {
  const counts = ORDER.map((kind) => [kind, verdicts.filter(({ verdict }) => verdict === kind).length] as const);
  return counts.map(([kind, count]) => `${count} ${kind}`).join(", ");
}
