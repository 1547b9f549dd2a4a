import type { TransportFailure } from "@lintel/core";
import type { AnswerReader } from "./answer-reader.ts";
import type { Problem } from "./parse-fields.ts";

/** What an answer that is not well formed comes to. */
export function problemFailure({ kind, message }: Problem): TransportFailure {
  return { kind, message };
}

/** What an answer that the server did not finish comes to. */
export function closedFailure(
  when: Exclude<ReturnType<AnswerReader["cut"]>, "ended" | Problem>,
  told: string,
): TransportFailure {
  return { kind: "reset", message: `the server closed the connection ${when}`, told };
}
