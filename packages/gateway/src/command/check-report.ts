import type { ConfigRead, Verdict } from "../config/config.ts";
import { countOf } from "./count-of.ts";

const ORDER = ["honoured", "ignored", "not implemented", "unknown"] as const satisfies readonly Verdict["verdict"][];

/** What was read, as a table for people. */
export function checkedText(read: ConfigRead): string {
  if (read.read === "failed")
    return lines([...read.problems.map((problem) => `error: ${problem}`), "The configuration cannot be used."]);
  const { verdicts, warnings, config, files } = read;
  const rows = verdicts.map(({ path, verdict, reason }) => [path, verdict, reason ?? ""] as const);
  return lines([
    ...table([["key", "verdict", "reason"], ...rows]),
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

function table(rows: readonly Row[]): readonly string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(
    ([key, verdict, reason]) => `${key.padEnd(widths[0] ?? 0)}  ${verdict.padEnd(widths[1] ?? 0)}  ${reason}`,
  );
}

function summary(verdicts: readonly Verdict[]): string {
  const counts = ORDER.map((kind) => [kind, verdicts.filter(({ verdict }) => verdict === kind).length] as const);
  return counts.map(([kind, count]) => `${count} ${kind}`).join(", ");
}
