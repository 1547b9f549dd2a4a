import { randomUUID } from "node:crypto";
import { type TransportFailure, thrownFault } from "@lintel/core";
import type { Host, Signal } from "@lintel/core/host";
import { answerPreflight, crossOrigin, isPreflight } from "./answer/cross-origin.ts";
import { detail, type Refused } from "./answer/envelope.ts";
import { SAFETY } from "./answer/headers.ts";
import { answerFault, refuseUnseen, sendWhole, type Whole } from "./answer/send.ts";
import { authenticate } from "./auth/authenticate.ts";
import { ANYBODY } from "./auth/callers.ts";
import type { GatewayConfig } from "./config/config.ts";
import { countTokensEndpoint } from "./endpoints/count-tokens.ts";
import { deploymentHealthEndpoint } from "./endpoints/deployment-health.ts";
import type { Endpoint } from "./endpoints/endpoint.ts";
import { healthEndpoints } from "./endpoints/health.ts";
import { jsonEndpoints } from "./endpoints/json-endpoints.ts";
import { metricsEndpoints } from "./endpoints/metrics.ts";
import { modelEndpoints } from "./endpoints/models.ts";
import { ocrEndpoint } from "./endpoints/ocr-endpoint.ts";
import { pathAsSent, unescaped, unslashed } from "./endpoints/request-path.ts";
import { type Routed, routes } from "./endpoints/routes.ts";
import { storedResponseEndpoints } from "./endpoints/stored-responses.ts";
import { Exchange, type Load } from "./exchange.ts";
import type { Observer } from "./observe/record.ts";
import type { Pipeline, Reply, RequestHead } from "./server/seam.ts";
import { firstHeader } from "./server/told-header.ts";
import { type Snapshot, snapshotOf } from "./snapshot.ts";

export interface GatewayOptions {
  readonly host: Host;
  /** Whether callers need no key where none is configured. */
  readonly isOpen?: boolean;
  readonly observer?: Observer;
}

/** A gateway without its server: a pipeline, and a way to change what it runs by. */
export interface Gateway extends Pipeline {
  /** From now on requests run by this; those under way end as they began. */
  use(config: GatewayConfig): void;
}

/** The largest body in bytes, unless the configuration tells another: a document of 50 MB in base64. */
export const MOST_BODY = 72 * 1024 * 1024;

const LONGEST_ID = 128;

const NOTHING = new Uint8Array(0);

const TOO_LARGE: Refused = { status: 413, message: "Request entity too large", type: "invalid_request_error" };

const PAST: TransportFailure = { kind: "read_timeout", message: "no time was left", elapsedMs: 0 };

type Found = Extract<Routed, { routed: "endpoint" }>;

interface Arrived {
  readonly head: RequestHead;
  readonly body: Uint8Array;
  readonly reply: Reply;
}

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

const ASCII = /^[\x20-\x7e]*$/;

/** The caller's own id, its signs beyond ASCII as a URL writes them: in a header they would be anybody's guess. */
function idOf(head: RequestHead): string {
  const told = firstHeader(head, "x-litellm-call-id");
  if (told === undefined || told.length === 0 || told.length > LONGEST_ID) return randomUUID();
  return ASCII.test(told) ? told : encodeURIComponent(told);
}

function unrouted(found: Exclude<Routed, { routed: "endpoint" }>): Whole {
  return found.routed === "nowhere"
    ? { status: 404, text: detail("Not Found") }
    : { status: 405, headers: ["allow", found.allowed.join(", ")], text: detail("Method Not Allowed") };
}

/** Sends a caller on who has put a slash behind a path. The address is relative: behind a proxy nobody here knows how it was called. */
function answerSlash(reply: Reply, head: RequestHead): void {
  const path = pathAsSent(head);
  const location = unslashed(path) + head.target.slice(path.length);
  reply.head(307, ["content-length", "0", "location", location, ...SAFETY]);
  reply.end();
}

/** The host with the moment each call goes upstream told to its exchange, which is the call's signal. */
function timed(host: Host): Host {
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

/** A gateway over a host: LiteLLM's routes, by LiteLLM's configuration. */
export function gateway(first: GatewayConfig, { host, isOpen = false, observer }: GatewayOptions): Gateway {
  const clocked = timed(host);
  const find = routes([...ENDPOINTS, ...metricsEndpoints(observer)]);
  const load: Load = { calls: 0 };
  let snapshot: Snapshot = snapshotOf(first, { host: clocked, isOpen });

  /** What a request comes to; a slash that came escaped may be part of a name, such as a model's. */
  function routeOf(head: RequestHead): Routed {
    const asSent = pathAsSent(head);
    const path = unescaped(asSent);
    const found = find(head.method, path);
    if (found.routed !== "nowhere" || !/%2f/i.test(asSent)) return found;
    const named = find(head.method, asSent);
    return named.routed === "endpoint" ? { ...named, places: named.places.map(unescaped) } : named;
  }

  function open({ endpoint, route, places }: Found, { head, body, reply }: Arrived): Opened {
    const now = snapshot;
    const known =
      endpoint.isOpen === true
        ? { known: true as const, caller: ANYBODY }
        : authenticate(head, now.callers, now.config.general.keyHeader);
    observer?.began?.();
    const exchange = new Exchange({
      head,
      body,
      reply,
      snapshot: now,
      caller: known.known ? known.caller : ANYBODY,
      endpoint: endpoint.name,
      path: unescaped(pathAsSent(head)),
      route,
      places,
      id: idOf(head),
      load,
      observer,
    });
    return { exchange, ...(!known.known && { refused: known.refused }) };
  }

  function begin(endpoint: Endpoint, exchange: Exchange): void {
    try {
      endpoint.answer(exchange)?.catch((error: unknown) => fail(exchange, error));
    } catch (error) {
      fail(exchange, error);
    }
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

  function answerUnrouted(reply: Reply, head: RequestHead, found: Exclude<Routed, { routed: "endpoint" }>): void {
    const path = unescaped(pathAsSent(head));
    const isSlashed = path.endsWith("/") && find(head.method, unslashed(path)).routed !== "nowhere";
    if (found.routed === "nowhere" && isSlashed) answerSlash(reply, head);
    else sendWhole(reply, unrouted(found));
  }

  return {
    use(config) {
      snapshot = snapshotOf(config, { host: clocked, isOpen });
    },
    limit(head) {
      const found = routeOf(head);
      if (found.routed !== "endpoint") return 0;
      const { general } = snapshot.config;
      // Nobody has to be known for what is open, and nothing there reads a body.
      const isKnown = found.endpoint.isOpen !== true && authenticate(head, snapshot.callers, general.keyHeader).known;
      return isKnown ? (general.maxRequestBytes ?? MOST_BODY) : 0;
    },
    serve(head, body, answer) {
      if (isPreflight(head)) return answerPreflight(answer, head);
      const reply = crossOrigin(answer, head);
      const found = routeOf(head);
      if (found.routed !== "endpoint") return answerUnrouted(reply, head, found);
      const { exchange, refused } = open(found, { head, body, reply });
      if (refused === undefined) begin(found.endpoint, exchange);
      else refuseUnseen(exchange, refused);
    },
    refuse(head, answer) {
      const reply = crossOrigin(answer, head);
      const found = routeOf(head);
      if (found.routed !== "endpoint") return answerUnrouted(reply, head, found);
      const { exchange, refused = TOO_LARGE } = open(found, { head, body: NOTHING, reply });
      refuseUnseen(exchange, refused);
    },
  };
}
