import { type Loss, truthy } from "@lintel/core";
import { isInt, type JsonObject, numeric } from "@lintel/core/json";
import type { Exchange } from "../exchange.ts";
import type { Dialect } from "./dialect.ts";

const UNGUARDED: Loss = { pointer: "/guardrails", action: "dropped", reason: "no guardrails are run" };

/** Whether a call says how urgent it is: by any whole number but 0, which in Python is none. */
function isPrioritized({ takesPriority }: Dialect, { priority }: JsonObject): boolean {
  return takesPriority === true && (priority === true || (isInt(priority) && numeric(priority) !== 0));
}

/** Takes note of a body, and of what it asks of the gateway itself: whoever relies on guardrails is told that nothing guards it. */
export function takeNote(exchange: Exchange, dialect: Dialect, body: JsonObject): void {
  exchange.asked = body;
  exchange.isPrioritized = isPrioritized(dialect, body);
  if (truthy(body.guardrails ?? null)) exchange.losses.push(UNGUARDED);
}
