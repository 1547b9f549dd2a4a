import { answerWhole } from "../answer/send.ts";
import type { Exchange } from "../exchange.ts";
import type { Observer } from "../observe/record.ts";
import type { Endpoint } from "./endpoint.ts";

async function expose(exchange: Exchange, observer: Observer): Promise<void> {
  const told = await observer.exposition?.();
  answerWhole(exchange, { status: 200, type: told?.type ?? "text/plain; charset=utf-8", text: told?.text ?? "" });
}

/** What Prometheus asks for, where an observer gathers it. */
export function metricsEndpoints(observer: Observer | undefined): readonly Endpoint[] {
  if (observer?.exposition === undefined) return [];
  return [
    {
      name: "metrics",
      method: "GET",
      paths: ["/metrics"],
      answer: (exchange) => expose(exchange, observer),
    },
  ];
}
