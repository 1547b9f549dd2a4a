import type { Fault } from "@lintel/core";
import { answerFault, refuse } from "../answer/send.ts";
import type { Exchange } from "../exchange.ts";
import type { Dialect } from "./dialect.ts";
import { routedFault } from "./routed-fault.ts";

/** Answers a call for a model that nobody serves: as LiteLLM's router where it would be asked, else as its proxy. */
export function answerNobody(
  exchange: Exchange,
  dialect: Dialect,
  { name, asked }: { readonly name: string; readonly asked: string | undefined },
): void {
  const { models } = exchange.snapshot;
  if (models.isPaused(name)) {
    answerFault(exchange, paused(name), dialect);
    return;
  }
  const stopped = models.pausedById(name);
  if (stopped !== undefined) {
    exchange.model = asked;
    answerFault(exchange, routedFault(pausedOne(stopped), exchange, dialect), dialect);
    return;
  }
  const unserved = models.unserved(name);
  if (unserved === undefined) {
    refuse(exchange, unknownModel(dialect, asked), dialect);
    return;
  }
  exchange.model = asked;
  answerUnserved(exchange, dialect, asked === undefined ? undefined : unserved);
}

/** Answers that no deployment serves a model, or an unnamed one. */
export function answerUnserved(exchange: Exchange, dialect: Dialect, model = "None"): void {
  answerFault(exchange, routedFault(nobody(model), exchange, dialect), dialect);
}

function unknownModel({ route, refusing = route }: Dialect, model = "None"): Parameters<typeof refuse>[1] {
  const hint = "Call `/v1/models` to view available models for your key.";
  const message = `${refusing}: Invalid model name passed in model=${model}. ${hint}`;
  return {
    status: 400,
    message,
    type: "invalid_request_error",
    fields: { error: message },
    exception: "ProxyModelNotFoundError",
  };
}

// _raise_if_model_fully_blocked
function paused(model: string): Fault {
  const message = "litellm.PermissionDeniedError: Model is blocked";
  return { origin: "caller", kind: "PermissionDeniedError", status: 403, message, model };
}

// router.async_get_available_deployment
function pausedOne(model: string): Fault {
  const message = `litellm.ServiceUnavailableError: Model '${model}' is currently paused and cannot accept requests.`;
  return { origin: "caller", kind: "ServiceUnavailableError", status: 503, message, model };
}

// router._common_checks_available_deployment
function nobody(model: string): Fault {
  const text = `You passed in model=${model}. There are no healthy deployments for this model`;
  return { origin: "caller", kind: "BadRequestError", status: 400, message: `litellm.BadRequestError: ${text}`, model };
}
