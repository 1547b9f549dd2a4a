import type { Cut } from "./scripted-host.ts";

/** The sizes, in bytes, at which a stream must not differ. */
export const CUT_SIZES = [1, 2, 3, 7, 64, 1024, Number.POSITIVE_INFINITY] as const;

/** The cuts an argument asks for: as recorded without one, every size for `all`. */
export function cutSizes(asked: string | undefined): readonly Cut[] {
  if (asked === undefined) return ["as-recorded"];
  return asked === "all" ? CUT_SIZES : [Number(asked)];
}
