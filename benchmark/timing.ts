const STEADY_RUNS = 9;

/** Bytes in use after a collection. */
export function collectedBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The median of some runs, in milliseconds. */
export async function steady(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < STEADY_RUNS; run++) times.push(await timed(work));
  return times.toSorted((a, b) => a - b)[Math.floor(STEADY_RUNS / 2)] ?? Number.NaN;
}
