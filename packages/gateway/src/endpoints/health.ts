import { answerJson } from "../answer/send.ts";
import type { Endpoint } from "./endpoint.ts";

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
];
