/** Where a number comes from: the provider told it, it follows from told ones, or somebody counted. */
export type Origin = "reported" | "derived" | "estimated";

export interface Count {
  readonly value: number;
  readonly origin: Origin;
}

/** Tokens of a prompt, each in one bucket only. */
export const INPUT_BUCKETS = [
  "text",
  "cache_read",
  "cache_read_audio",
  "cache_write_5m",
  "cache_write_1h",
  "audio",
  "image",
  "video",
] as const;

/** Tokens of an answer, each in one bucket only. */
export const OUTPUT_BUCKETS = ["text", "reasoning", "audio", "image", "video"] as const;

/** What is used besides tokens. */
export const UNITS = ["searches", "map_searches", "pages", "annotation_pages", "credits"] as const;

export type InputBucket = (typeof INPUT_BUCKETS)[number];
export type OutputBucket = (typeof OUTPUT_BUCKETS)[number];
export type Unit = (typeof UNITS)[number];

/** A usage whose numbers do not overlap: the buckets of a side sum to its total. An absent bucket is empty. */
export interface Buckets {
  readonly input: Readonly<Partial<Record<InputBucket, Count>>>;
  readonly output: Readonly<Partial<Record<OutputBucket, Count>>>;
  readonly units: Readonly<Partial<Record<Unit, Count>>>;
  readonly totals: { readonly input: Count; readonly output: Count };
}

/** How many are in a bucket. */
export function size(count: Count | undefined): number {
  return count?.value ?? 0;
}

/** The sum of a side's buckets. */
export function sumOf(side: Readonly<Partial<Record<string, Count>>>): number {
  return Object.values(side).reduce<number>((all, count) => all + size(count), 0);
}

/** Whether each side's buckets sum to its total. */
export function isConserved({ input, output, totals }: Buckets): boolean {
  return sumOf(input) === totals.input.value && sumOf(output) === totals.output.value;
}

/** The counts that hold anything. */
export function filled<K extends string>(
  counts: readonly (readonly [name: K, count: Count | undefined])[],
): Readonly<Partial<Record<K, Count>>> {
  const made: Partial<Record<K, Count>> = {};
  for (const [name, count] of counts) if (count !== undefined && count.value !== 0) made[name] = count;
  return made;
}
