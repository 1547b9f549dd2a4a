import { detail, type Refused } from "../answer/envelope.ts";
import { answerWhole, refuse } from "../answer/send.ts";
import type { Exchange } from "../exchange.ts";
import type { Observer } from "../observe/record.ts";
import type { Endpoint } from "./endpoint.ts";

// RouteChecks.non_proxy_admin_allowed_routes_check: a virtual key of LiteLLM's reads no metrics, unless it was given that route.
const REFUSED: Refused = {
  status: 401,
  message:
    "Unauthorized access to metrics endpoint: metrics tell of everybody's calls, and are told to the master key and to static keys with `metrics: true`. " +
    "To allow unauthenticated access, set `litellm_settings.require_auth_for_metrics_endpoint: false` in your proxy_config.yaml.",
  type: "auth_error",
  param: "None",
};

async function expose(exchange: Exchange, observer: Observer): Promise<void> {
  if (exchange.caller.readsMetrics !== true) return refuse(exchange, REFUSED);
  const told = await observer.exposition?.();
  // Where nothing is gathered, nothing is there: an empty answer would be taken for a gateway that is well.
  const isThere = told !== undefined && told.text !== "";
  answerWhole(exchange, isThere ? { status: 200, ...told } : { status: 404, text: detail("Not Found") });
}

/** What Prometheus asks for, where an observer gathers it. */
export function metricsEndpoints(observer: Observer | undefined): readonly Endpoint[] {
  if (observer?.exposition === undefined) return [];
  return [
    {
      name: "metrics",
      method: "GET",
      paths: ["/metrics"],
      isOpen: (settings) => settings.require_auth_for_metrics_endpoint === false,
      answer: (exchange) => expose(exchange, observer),
    },
  ];
}
