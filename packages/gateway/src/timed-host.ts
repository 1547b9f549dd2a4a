import type { TransportFailure } from "@lintel/core";
import type { Host, Signal } from "@lintel/core/host";
import { Exchange } from "./exchange.ts";
import { type Shares, shares } from "./shares.ts";

const PAST: TransportFailure = { kind: "read_timeout", message: "no time was left", elapsedMs: 0 };

/** Documents that are fetched at once for one key. */
const MOST_DOCUMENTS = 16;

/** The shares of what the host fetches for callers. */
export function documentShares(): Shares {
  return shares(MOST_DOCUMENTS);
}

/** The host with the moment each call goes upstream told to its exchange, which is the call's signal, and with a share for each caller of what callers let it fetch. */
export function timedHost(host: Host, share: Shares): Host {
  return {
    ...host,
    send(plan, signal?: Signal) {
      if (signal instanceof Exchange) {
        if (signal.isPast) return Promise.resolve({ sent: false, failure: PAST });
        signal.sent(plan);
      }
      return host.send(plan, signal);
    },
    supply(need, signal?: Signal) {
      const isFetched = need.need === "bytes" && need.source.from === "url";
      if (!isFetched || !(signal instanceof Exchange)) return host.supply(need, signal);
      return share({ whose: signal.caller.hash, signal }, () => host.supply(need, signal));
    },
  };
}
