import { eventRows } from "./anthropic-events.ts";
import { chatRows } from "./chat.ts";
import { costRows } from "./costs.ts";
import { measureFrames } from "./frames.bench.ts";
import { benchJson } from "./json.bench.ts";
import { report } from "./report.ts";
import { responsesRows } from "./responses.ts";
import { sizeRows } from "./sizes.ts";
import type { Row } from "./table.ts";
import { tokenRows } from "./tokens.ts";
import { wholePathRows } from "./whole-path.ts";
import { wholeStreamRows } from "./whole-stream.ts";

function frameRows(): readonly Row[] {
  return measureFrames().map(({ name, microseconds }) => ({
    group: "framing",
    name,
    cells: { "us per frame": microseconds.toFixed(2) },
  }));
}

function jsonRows(): readonly Row[] {
  return benchJson().map(({ payload, operation, mbPerSecond, nativeMbPerSecond, budget }) => {
    const share = mbPerSecond / nativeMbPerSecond;
    const cells = {
      "MB/s": mbPerSecond.toFixed(0),
      "native MB/s": nativeMbPerSecond.toFixed(0),
      "of native": `${(100 * share).toFixed(0)} %`,
    };
    const row = { group: "JSON", name: `${payload}: ${operation}`, cells };
    return budget === undefined ? row : { ...row, budget: `>= ${(100 * budget).toFixed(0)} %`, isMet: share >= budget };
  });
}

async function coreRows(): Promise<readonly Row[]> {
  const steps: readonly (readonly [string, () => Promise<readonly Row[]> | readonly Row[]])[] = [
    ["chat call, whole path", wholePathRows],
    ["stream, whole path", wholeStreamRows],
    ["prepare, parse and push", chatRows],
    ["push of events", eventRows],
    ["responses", responsesRows],
    ["framing", frameRows],
    ["JSON against native", jsonRows],
    ["tokens", tokenRows],
    ["costs", costRows],
    ["bundle sizes and imports", sizeRows],
  ];
  const rows: Row[] = [];
  for (const [label, step] of steps) {
    process.stderr.write(`▸ ${label} …\n`);
    rows.push(...(await step()));
  }
  return rows;
}

/** `pnpm bench core`: what the core costs in process, with the budget beside each figure. */
export function benchCore(): Promise<number> {
  return report("core", coreRows);
}
