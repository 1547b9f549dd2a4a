import type { FailureKind, TransportFailure } from "@lintel/core";
import { pythonCompact } from "@lintel/core/json";
import type { Raised } from "../faults/index.ts";
import { secondsTaken } from "./seconds-taken.ts";

const TIMEOUTS: ReadonlySet<FailureKind> = new Set([
  "connect_timeout",
  "read_timeout",
  "write_timeout",
  "pool_timeout",
]);
const UNANSWERED: ReadonlySet<FailureKind> = new Set(["refused", "dns", "tls", "protocol"]);

/** Whether LiteLLM's HTTP client sends the request once more on a fresh connection (`AsyncHTTPHandler.post`). */
export function isSentAgain(failure: TransportFailure): boolean {
  return UNANSWERED.has(failure.kind);
}

/** What LiteLLM's HTTP client raises for a request without an answer, or for one sent again in vain. */
export function transportError(
  failure: TransportFailure,
  { seconds, again }: { readonly seconds: number | undefined; readonly again: boolean },
): Raised {
  if (again || !TIMEOUTS.has(failure.kind)) return { text: failure.message, status: 500, isSynthesized: true, failure };
  const limit = seconds === undefined ? "6000.0" : pythonCompact(seconds);
  return {
    text: `litellm.Timeout: Connection timed out. Timeout passed=${limit}, time taken=${secondsTaken(failure, 3)} seconds`,
    status: 408,
    failure,
  };
}
