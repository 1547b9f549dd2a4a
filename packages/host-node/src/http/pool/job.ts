import type { Sent, Signal } from "@lintel/core/host";
import type { PoolRequest, Wire } from "./request-wire.ts";

/** One request that is under way, or waits to be. */
export interface Job {
  readonly request: PoolRequest;
  readonly wire: Wire;
  readonly signal: Signal | undefined;
  resolve(sent: Sent): void;
}
