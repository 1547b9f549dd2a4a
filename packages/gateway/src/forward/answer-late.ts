import { errorBody, type Fault } from "@lintel/core";
import { isObject, pythonDumps } from "@lintel/core/json";
import type { Exchange } from "../exchange.ts";

/** Tells a failure after pings have opened the stream. LiteLLM's `sse_error_payload` knows the message of a refused rate alone. */
export function answerLate(exchange: Exchange, fault: Fault): void {
  const { error } = errorBody(fault);
  const told = isObject(error) ? error : {};
  const { message: said = null } = told;
  const message = fault.kind === "RateLimitError" ? said : "Error processing stream start";
  exchange.fault = fault;
  exchange.reply.head(200, []);
  exchange.reply.end(pythonDumps({ error: { ...told, message } }));
  exchange.over(200);
}
