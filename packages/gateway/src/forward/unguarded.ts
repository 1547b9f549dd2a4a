import { type Loss, truthy } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { Exchange } from "../exchange.ts";

const UNGUARDED: Loss = { pointer: "/guardrails", action: "dropped", reason: "no guardrails are run" };

/** Notes that a request asks for guardrails: whoever relies on them is told that nothing guards it. */
export function noteUnguarded({ losses }: Exchange, { guardrails = null }: JsonObject): void {
  if (truthy(guardrails)) losses.push(UNGUARDED);
}
