import type { TransportFailure } from "@lintel/core";
import { float, pythonCompact } from "@lintel/core/json";

/** How long a request had taken when it failed, in seconds as Python prints them; 0.0 where nobody measured. */
export function secondsTaken({ elapsedMs = 0 }: TransportFailure, digits: number): string {
  return pythonCompact(float(Number((elapsedMs / 1000).toFixed(digits))));
}
