import type { TransportFailure } from "@lintel/core";
import type { Host, Signal } from "@lintel/core/host";
import { Exchange } from "./exchange.ts";

const PAST: TransportFailure = { kind: "read_timeout", message: "no time was left", elapsedMs: 0 };

/** The host with the moment each call goes upstream told to its exchange, which is the call's signal. */
export function timedHost(host: Host): Host {
  return {
    ...host,
    send(plan, signal?: Signal) {
      if (signal instanceof Exchange) {
        if (signal.isPast) return Promise.resolve({ sent: false, failure: PAST });
        signal.sent(plan);
      }
      return host.send(plan, signal);
    },
  };
}
