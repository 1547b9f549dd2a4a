import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;
const KILOBYTE = 1024;

function fields(pid: number): readonly string[] {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name of the program stands in brackets and may have anything in it.
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(fields(pid)[1]);
  } catch {
    return;
  }
}

/** A process and all that it started. */
export function familyOf(pid: number): readonly number[] {
  const all = readdirSync("/proc")
    .filter((it) => /^\d+$/.test(it))
    .map(Number);
  const parents = new Map(all.map((it) => [it, parentOf(it)]));
  const family = [pid];
  for (const member of family) family.push(...all.filter((it) => parents.get(it) === member));
  return family;
}

function statusField(pid: number, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(found?.[1] ?? 0) * KILOBYTE;
}

function sum(pid: number, field: (member: number) => number): number {
  return familyOf(pid).reduce((total, it) => total + field(it), 0);
}

/** Bytes that a process and its children hold. */
export function residentBytes(pid: number): number {
  return sum(pid, (it) => statusField(it, "VmRSS"));
}

/** The most bytes that they held since `forgetPeak`. */
export function peakBytes(pid: number): number {
  return sum(pid, (it) => statusField(it, "VmHWM"));
}

export function forgetPeak(pid: number): void {
  for (const it of familyOf(pid)) writeFileSync(`/proc/${it}/clear_refs`, "5");
}

/** Microseconds of CPU that they used so far, in steps of 10 ms. */
export function cpuMicroseconds(pid: number): number {
  const ticks = sum(pid, (it) => Number(fields(it)[11]) + Number(fields(it)[12]));
  return (ticks / TICKS_PER_SECOND) * 1e6;
}
