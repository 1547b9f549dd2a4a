import type { Timeouts, TransportFailure } from "@lintel/core";

/** How far an exchange has come. */
export type Phase = "queue" | "connect" | "write" | "head" | "body" | "over";

/** What a deadline that passes in a phase comes to. */
export function late(phase: Phase, { connectMs, firstByteMs, idleMs }: Required<Timeouts>): TransportFailure {
  if (phase === "queue") return { kind: "pool_timeout", message: `no free connection within ${firstByteMs} ms` };
  if (phase === "connect") return { kind: "connect_timeout", message: `no connection within ${connectMs} ms` };
  if (phase === "write")
    return { kind: "write_timeout", message: `the request could not be sent within ${firstByteMs} ms` };
  if (phase === "head") return { kind: "read_timeout", message: `no answer within ${firstByteMs} ms` };
  return { kind: "read_timeout", message: `the answer was silent for ${idleMs} ms` };
}
