import { type FailureKind, failureText, type TransportFailure } from "@lintel/core";
import { type Num, pythonCompact } from "@lintel/core/json";
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

interface Waiting {
  /** What the caller allows. */
  readonly seconds: number | Num | undefined;
  /** Whether the request had been sent again. */
  readonly again: boolean;
  /** How LiteLLM writes what it allows where the caller says nothing. */
  readonly patience?: string;
}

/** What LiteLLM's HTTP client raises for a request without an answer, or for one sent again in vain. */
export function transportError(failure: TransportFailure, { seconds, again, patience = "6000.0" }: Waiting): Raised {
  if (again || !TIMEOUTS.has(failure.kind))
    return { text: failureText(failure), status: 500, isSynthesized: true, failure };
  const limit = seconds === undefined ? patience : pythonCompact(seconds);
  return {
    text: `litellm.Timeout: Connection timed out. Timeout passed=${limit}, time taken=${secondsTaken(failure, 3)} seconds`,
    status: 408,
    failure,
  };
}
