import { adapterTelling, lossesBack } from "../bridge.ts";
import type { Loss } from "../loss.ts";
import type { RouteName } from "../routes/index.ts";
import type { Answering, Reading, Refusal } from "./front.ts";

interface Telling {
  /** What was lost before it was read. */
  readonly before?: readonly Loss[];
  /** The caller's JSON pointer of a place in what was read, where it may be another. */
  readonly origin: ((pointer: string) => string) | undefined;
}

/** What was read, its losses where the caller gave what was lost. */
export function toldBack(
  read: Reading<RouteName> | Refusal | Answering,
  { before = [], origin }: Telling,
): Reading<RouteName> | Refusal | Answering {
  if (read.read === "refused" || (before.length === 0 && origin === undefined)) return read;
  const losses = [...before, ...(origin === undefined ? read.losses : lossesBack(read.losses, { origin }))];
  return read.read === "call" && origin !== undefined
    ? { ...read, adapter: adapterTelling(read.adapter, origin), losses }
    : { ...read, losses };
}
