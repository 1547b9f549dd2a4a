import { thrownFault } from "@lintel/core";
import type { Host } from "@lintel/core/host";
import { answerPreflight, crossOrigin, isPreflight } from "./answer/cross-origin.ts";
import type { Refused } from "./answer/envelope.ts";
import { answerFault, refuseUnseen } from "./answer/send.ts";
import { authenticate } from "./auth/authenticate.ts";
import { ANYBODY, type Authenticated } from "./auth/callers.ts";
import { callIdOf } from "./call-id.ts";
import type { GatewayConfig } from "./config/config.ts";
import { answerUnrouted } from "./endpoints/answer-unrouted.ts";
import { countTokensEndpoint } from "./endpoints/count-tokens.ts";
import { deploymentHealthEndpoint } from "./endpoints/deployment-health.ts";
import type { Endpoint } from "./endpoints/endpoint.ts";
import { healthEndpoints } from "./endpoints/health.ts";
import { jsonEndpoints } from "./endpoints/json-endpoints.ts";
import { metricsEndpoints } from "./endpoints/metrics.ts";
import { modelEndpoints } from "./endpoints/models.ts";
import { ocrEndpoint } from "./endpoints/ocr-endpoint.ts";
import { type Found, seeking } from "./endpoints/seeking.ts";
import { storedResponseEndpoints } from "./endpoints/stored-responses.ts";
import { Exchange, type Load } from "./exchange.ts";
import type { Observer } from "./observe/record.ts";
import type { Admitted, Pipeline, Reply, RequestHead } from "./server/seam.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";
import { documentShares, timedHost } from "./timed-host.ts";

/** What a gateway stands on, and who is told of its calls. */
export interface GatewayOptions {
  readonly host: Host;
  /** Whether callers need no key where none is configured. */
  readonly isOpen?: boolean;
  readonly observer?: Observer;
}

/** A gateway without its server: a pipeline, and a way to change what it runs by. */
export interface Gateway extends Pipeline<Arrival> {
  /** From now on requests run by this; those under way end as they began. */
  use(config: GatewayConfig): void;
}

/** The largest body in bytes, unless the configuration tells another: a document of 50 MB in base64. */
export const MOST_BODY = 72 * 1024 * 1024;

const NOTHING = new Uint8Array(0);

const TOO_LARGE: Refused = { status: 413, message: "Request entity too large", type: "invalid_request_error" };

const NOBODY_ASKED: Authenticated = { known: true, caller: ANYBODY };

type Wanted = Extract<Found, { routed: "endpoint" }>;

/** A request for an endpoint, as far as its head tells. */
interface AtEndpoint extends Admitted {
  readonly head: RequestHead;
  readonly path: string;
  readonly wanted: Wanted;
  /** What is known of its caller, and by which configuration. */
  readonly caller: Authenticated;
  readonly by: Snapshot;
}

/** A request that is answered whatever its body says. */
interface AtOnce extends Admitted {
  answer(reply: Reply): void;
}

/** What the head of a request has told. */
export type Arrival = AtEndpoint | AtOnce;

/** A request that has begun, and why it is refused where its caller is not known. */
interface Opened {
  readonly exchange: Exchange;
  readonly refused?: Refused;
}

const ENDPOINTS: readonly Endpoint[] = [
  ...jsonEndpoints,
  countTokensEndpoint,
  ...storedResponseEndpoints,
  ocrEndpoint,
  ...modelEndpoints,
  ...healthEndpoints,
  deploymentHealthEndpoint,
];

function isOpenTo({ endpoint: { isOpen = false } }: Wanted, { config }: Snapshot): boolean {
  return typeof isOpen === "function" ? isOpen(config.settings) : isOpen;
}

function callerOf(wanted: Wanted, head: RequestHead, by: Snapshot): Authenticated {
  const { callers, config } = by;
  return isOpenTo(wanted, by) ? NOBODY_ASKED : authenticate(head, callers, config.general.keyHeader);
}

function fail(exchange: Exchange, error: unknown): void {
  if (exchange.reply.closed) {
    exchange.over(499);
    return;
  }
  try {
    answerFault(exchange, thrownFault(error));
  } catch {
    // The head is out: what was told of the answer cannot be taken back.
    exchange.reply.abort();
    exchange.over(500);
  }
}

function begin(endpoint: Endpoint, exchange: Exchange): void {
  try {
    endpoint.answer(exchange)?.catch((error: unknown) => fail(exchange, error));
  } catch (error) {
    fail(exchange, error);
  }
}

/** A gateway over a host: LiteLLM's routes, by LiteLLM's configuration. */
export function gateway(first: GatewayConfig, { host, isOpen = false, observer }: GatewayOptions): Gateway {
  const share = documentShares();
  const seek = seeking([...ENDPOINTS, ...metricsEndpoints(observer)]);
  const load: Load = { calls: 0 };
  let snapshot: Snapshot = made(first);

  function made(config: GatewayConfig): Snapshot {
    return snapshotOf(config, { host: timedHost(host.within?.(config.env, config.settings) ?? host, share), isOpen });
  }

  function open({ head, path, wanted, caller, by }: AtEndpoint, body: Uint8Array, answer: Reply): Opened {
    const { endpoint, route, places } = wanted;
    // A key may have been taken away while the body came.
    const known = by === snapshot ? caller : callerOf(wanted, head, snapshot);
    observer?.began?.();
    const exchange = new Exchange({
      head,
      body,
      reply: crossOrigin(answer, head),
      snapshot,
      caller: known.known ? known.caller : ANYBODY,
      endpoint: endpoint.name,
      path,
      route,
      places,
      id: callIdOf(head),
      load,
      observer,
    });
    return { exchange, ...(!known.known && { refused: known.refused }) };
  }

  return {
    use(config) {
      snapshot = made(config);
    },
    admit(head) {
      if (isPreflight(head)) return { limit: 0, answer: (reply) => answerPreflight(reply, head) };
      const { path, found } = seek(head);
      if (found.routed !== "endpoint")
        return { limit: 0, answer: (reply) => answerUnrouted(crossOrigin(reply, head), found) };
      const caller = callerOf(found, head, snapshot);
      // Nobody has to be known for what is open, and nothing there reads a body.
      const readsBody = caller.known && !isOpenTo(found, snapshot);
      const limit = readsBody ? (snapshot.config.general.maxRequestBytes ?? MOST_BODY) : 0;
      return { limit, head, path, wanted: found, caller, by: snapshot };
    },
    serve(arrival, body, reply) {
      if ("answer" in arrival) return arrival.answer(reply);
      const { exchange, refused } = open(arrival, body, reply);
      if (refused === undefined) begin(arrival.wanted.endpoint, exchange);
      else refuseUnseen(exchange, refused);
    },
    refuse(arrival, reply) {
      if ("answer" in arrival) return arrival.answer(reply);
      const { exchange, refused = TOO_LARGE } = open(arrival, NOTHING, reply);
      refuseUnseen(exchange, refused);
    },
  };
}
