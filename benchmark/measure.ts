/** What one operation costs. */
export interface Cost {
  /** Microseconds. */
  readonly mean: number;
  readonly p99: number;
  /** Bytes allocated on the heap. */
  readonly bytes: number;
}

const WARM_MS = 150;
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
  const samples: number[] = [];
  const until = performance.now() + MEASURE_MS;
  while (performance.now() < until && samples.length < LARGEST_SAMPLE) {
    const began = performance.now();
    for (let at = 0; at < batch; at++) operation();
    samples.push(((performance.now() - began) * 1000) / batch);
  }
  const sorted = samples.toSorted((a, b) => a - b);
  const mean = samples.reduce((sum, it) => sum + it, 0) / samples.length;
  return { mean, p99: sorted[Math.floor(sorted.length * 0.99)] ?? mean, bytes };
}
