/** Observations in buckets of which each holds what fits into no smaller one; the last has no bound. */
export interface Histogram {
  readonly buckets: Float64Array;
  sum: number;
}

/** A histogram without observations. */
export function emptyHistogram(bounds: readonly number[]): Histogram {
  return { buckets: new Float64Array(bounds.length + 1), sum: 0 };
}

/** Counts one observation. */
export function observe(histogram: Histogram, bounds: readonly number[], value: number): void {
  let at = 0;
  while (at < bounds.length && value > (bounds[at] ?? 0)) at++;
  histogram.buckets[at] = (histogram.buckets[at] ?? 0) + 1;
  histogram.sum += value;
}

/** Adds a histogram of the same bounds to another. */
export function addHistogram(to: Histogram, from: Histogram): void {
  for (const [at, count] of from.buckets.entries()) to.buckets[at] = (to.buckets[at] ?? 0) + count;
  to.sum += from.sum;
}
