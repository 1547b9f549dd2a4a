import { fileURLToPath } from "node:url";
import { type Json, type Printed, type Printer, parse, print } from "../packages/core/src/json/index.ts";
import { PAYLOADS, type Payload } from "./json-payloads.ts";

/** One measurement: megabytes a second here and by native JSON, on one payload. */
export interface JsonRow {
  readonly payload: string;
  readonly operation: string;
  readonly mbPerSecond: number;
  readonly nativeMbPerSecond: number;
  /** Share of native speed that is asked for; absent where none is. */
  readonly budget?: number;
}

const PRINTERS: readonly Printer[] = ["pythonDumps", "pythonCompact", "wireCompact", "orjson"];

/** No careful document may take longer than three times native parsing. */
const CAREFUL_BUDGET = 1 / 3;

/** One round of 15 ms: microseconds a run. */
function round(size: number, run: () => unknown): number {
  const start = performance.now();
  let count = 0;
  let now = start;
  while (now - start < 15) {
    for (let at = 0; at < 1 + 2e4 / size; at++, count++) run();
    now = performance.now();
  }
  return (1000 * (now - start)) / count;
}

/** The best of twenty rounds of each after four to warm up, by turns, so that a busy machine hinders both alike. */
function compare({ size, ours, native }: Comparison): Pick<JsonRow, "mbPerSecond" | "nativeMbPerSecond"> {
  globalThis.gc?.();
  const rounds = Array.from({ length: 24 }, () => [round(size, ours), round(size, native)] as const).slice(4);
  const best = (at: 0 | 1): number => size / Math.min(...rounds.map((times) => times[at]));
  return { mbPerSecond: best(0), nativeMbPerSecond: best(1) };
}

interface Comparison {
  readonly size: number;
  readonly ours: () => unknown;
  readonly native: () => unknown;
}

function rows({ name, value, careful, budget }: Payload): readonly JsonRow[] {
  const text = JSON.stringify(value);
  const carefulText = text.replace(...careful);
  const parsed = parse(text);
  if (!parsed.ok || carefulText === text) throw new Error(`${name} is not what it should be`);
  const json: Json = parsed.value;
  const named = (operation: string, share: number | undefined) =>
    share === undefined ? { payload: name, operation } : { payload: name, operation, budget: share };
  const parseRow = (operation: string, source: string, share: number | undefined): JsonRow => ({
    ...named(operation, share),
    ...compare({ size: source.length, ours: () => parse(source), native: () => JSON.parse(source) }),
  });
  // A printed text is a rope until a unit of it is read.
  const printRow = (printer: Printer): JsonRow => ({
    ...named(`print ${printer}`, budget),
    ...compare({
      size: text.length,
      ours: () => textOf(print(json, printer)).charCodeAt(1),
      native: () => JSON.stringify(value).charCodeAt(1),
    }),
  });
  return [
    parseRow("parse", text, budget),
    parseRow("parse with care", carefulText, CAREFUL_BUDGET),
    parseRow("parse, keys out of order", text.replace("{", '{"bias":{"2":0,"1":0},'), undefined),
    ...PRINTERS.map(printRow),
  ];
}

function textOf(printed: Printed): string {
  return printed.ok ? printed.text : printed.message;
}

/** Parses and prints each payload here and natively. */
export function benchJson(): readonly JsonRow[] {
  return PAYLOADS.flatMap(rows);
}

function line({ payload, operation, mbPerSecond, nativeMbPerSecond, budget }: JsonRow): string {
  const share = mbPerSecond / nativeMbPerSecond;
  const cells = [mbPerSecond.toFixed(0), nativeMbPerSecond.toFixed(0), percent(share), budget ? percent(budget) : ""];
  const verdict = budget !== undefined && share < budget ? "  short" : "";
  return payload.padEnd(30) + operation.padEnd(26) + cells.map((cell) => cell.padStart(8)).join("") + verdict;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`${"payload".padEnd(30)}${"operation".padEnd(26)}    MB/s  native   share  budget`);
  for (const row of benchJson()) console.log(line(row));
}
