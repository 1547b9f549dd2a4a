/** What one operation costs. */
export interface Cost {
  /** Microseconds. The median is what a budget is held against: another process on the machine moves a mean. */
  readonly median: number;
  readonly mean: number;
  readonly p99: number;
  /** Bytes allocated on the heap. */
  readonly bytes: number;
}

const WARM_MS = 400;
const MEASURE_MS = 500;
const LARGEST_SAMPLE = 20_000;

function collectGarbage(): void {
  if (typeof globalThis.gc !== "function") throw new Error("run the benchmark with node --expose-gc");
  globalThis.gc();
}

function repeat(operation: () => unknown, ms: number): number {
  const until = performance.now() + ms;
  let count = 0;
  for (; performance.now() < until; count++) operation();
  return count;
}

function allocated(operation: () => unknown, count: number): number {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const kept: unknown[] = [];
  for (let at = 0; at < count; at++) kept.push(operation());
  const after = process.memoryUsage().heapUsed;
  return Math.max(0, after - before) / kept.length;
}

/** The cost of an operation: `batch` is how many are timed together where one is too short to time. */
export function measure(operation: () => unknown, batch = 1): Cost {
  const warmed = repeat(operation, WARM_MS);
  const bytes = allocated(operation, Math.max(1, Math.min(200, Math.floor(warmed / 10))));
  collectGarbage();
  // Collecting drops optimised code that nothing alive depends on: without a second start the interpreter is measured.
  repeat(operation, WARM_MS);
  const samples: number[] = [];
  const until = performance.now() + MEASURE_MS;
  while (performance.now() < until && samples.length < LARGEST_SAMPLE) {
    const began = performance.now();
    for (let at = 0; at < batch; at++) operation();
    samples.push(((performance.now() - began) * 1000) / batch);
  }
  const sorted = samples.toSorted((a, b) => a - b);
  const mean = samples.reduce((sum, it) => sum + it, 0) / samples.length;
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? mean;
  return { median: at(0.5), mean, p99: at(0.99), bytes };
}
