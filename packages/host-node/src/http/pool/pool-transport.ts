import type { TransportFailure } from "@lintel/core";
import type { Sent } from "@lintel/core/host";
import { type ConnectionOptionsOfHost, KEEP_ALIVE_MS } from "../connection-options.ts";
import type { Request, Transport } from "../transport.ts";
import { ABORTED } from "../transport-failure.ts";
import { deadlines } from "./deadlines.ts";
import { target } from "./open-socket.ts";
import { type OriginPool, originPool } from "./origin-pool.ts";
import { requestHead } from "./request-head.ts";
import { type PoolRequest, requestWire } from "./request-wire.ts";

const CLOSED: TransportFailure = { kind: "aborted", message: "the host is closed" };

/** Whether the pool can carry a request: its body is there as a whole. */
export function isPoolRequest(request: Request): request is PoolRequest {
  const { body } = request;
  return body === null || typeof body === "string" || body instanceof Uint8Array;
}

/** The transport of the hot path: HTTP/1.1 over connections of its own that are kept, strict about every answer, nothing sent twice. */
export function poolTransport(options: ConnectionOptionsOfHost): Transport {
  const origins = new Map<string, OriginPool>();
  const timer = deadlines();
  let isClosed = false;

  function poolOf(origin: string, url: URL): OriginPool {
    const known = origins.get(origin);
    if (known !== undefined) return known;
    const own = originPool({
      target: target(url, options),
      limit: options.connections ?? Number.POSITIVE_INFINITY,
      deadlines: timer,
      keepAliveMs: options.keepAliveMs ?? KEEP_ALIVE_MS,
      empty: () => void origins.delete(origin),
    });
    origins.set(origin, own);
    return own;
  }

  function unsent(failure: TransportFailure): Promise<Sent> {
    return Promise.resolve({ sent: false, failure });
  }

  return {
    exchange(request, signal) {
      if (isClosed) return unsent(CLOSED);
      if (signal?.aborted === true) return unsent(ABORTED);
      if (!isPoolRequest(request)) return unsent({ kind: "policy", message: "the pool carries no streamed upload" });
      const head = request.printed?.() ?? requestHead(request);
      if ("failure" in head) return unsent(head.failure);
      const wire = requestWire(request, head);
      if ("failure" in wire) return unsent(wire.failure);
      return new Promise((resolve) => {
        poolOf(head.origin, request.url).send({ request, wire, signal, resolve });
      });
    },
    async close() {
      isClosed = true;
      for (const own of [...origins.values()]) own.close(CLOSED);
      timer.end();
    },
  };
}
