import type { Loss } from "@lintel/core";
import type { Json } from "@lintel/core/json";
import type { Problem, Reader } from "./notes.ts";

/** What came of a reading. */
export type Read =
  | { readonly ok: true; readonly value: Json; readonly losses: readonly Loss[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a value from its root, and tells every problem and every loss. */
export function read(reader: Reader, value: Json): Read {
  const problems: Problem[] = [];
  const losses: Loss[] = [];
  const result = reader(value, [], {
    problem: (problem) => problems.push(problem),
    loss: (loss) => losses.push(loss),
  });
  return problems.length === 0 ? { ok: true, value: result, losses } : { ok: false, problems };
}
