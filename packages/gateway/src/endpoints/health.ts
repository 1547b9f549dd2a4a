import { LITELLM_VERSION, SAFETY } from "../answer/headers.ts";
import { answerJson } from "../answer/send.ts";
import type { Exchange } from "../exchange.ts";
import { version } from "../version.ts";
import type { Endpoint } from "./endpoint.ts";

const VERSIONS = { litellm_version: LITELLM_VERSION, lintel: version() };

/** Nothing waits to be let in. */
const QUEUE = { admitted_requests: 0, queued_requests: 0, rejected_requests: 0 };

const ALLOWED = "GET, OPTIONS";

function answerOptions(exchange: Exchange): void {
  const told = ["allow", ALLOWED, "access-control-allow-methods", ALLOWED, "access-control-allow-headers", "*"];
  exchange.reply.head(200, ["content-length", "0", ...told, ...SAFETY]);
  exchange.reply.end();
  exchange.over(200);
}

/** Whether the gateway lives, and whether it takes requests. */
export const healthEndpoints: readonly Endpoint[] = [
  {
    name: "health",
    method: "GET",
    paths: ["/health/liveliness", "/health/liveness"],
    isOpen: true,
    answer: (exchange) => answerJson(exchange, "I'm alive!"),
  },
  {
    name: "health",
    method: "GET",
    paths: ["/health/readiness"],
    isOpen: true,
    answer: (exchange) => answerJson(exchange, { status: "healthy", db: "Not connected" }),
  },
  {
    name: "health",
    method: "GET",
    paths: ["/health/readiness/details"],
    answer: (exchange) => answerJson(exchange, { status: "healthy", db: "Not connected", cache: null, ...VERSIONS }),
  },
  {
    name: "health",
    method: "GET",
    paths: ["/health/backlog"],
    answer: (exchange) => answerJson(exchange, { in_flight_requests: exchange.load.calls, ...QUEUE }),
  },
  {
    name: "health",
    method: "OPTIONS",
    paths: ["/health/liveliness", "/health/liveness", "/health/readiness"],
    isOpen: true,
    answer: answerOptions,
  },
];
