import type { Fault, FaultKind } from "@lintel/core";
import type { Exchange } from "../exchange.ts";
import type { Asking } from "./attempts.ts";

/** Failures that LiteLLM leaves to fallbacks of their own. */
const OWN: ReadonlySet<FaultKind> = new Set(["ContextWindowExceededError", "ContentPolicyViolationError"]);

/** Whether LiteLLM's router has another deployment take over from a stream that failed so before it said anything. */
export function mayTakeOver({ status }: Fault): boolean {
  return status === 429 || status >= 500;
}

/** The same call for the group's next order, where LiteLLM's router would try it after this failure (`async_function_with_fallbacks_common_utils`). */
export function nextOrder(exchange: Exchange, asking: Asking, { kind }: Fault): Asking | undefined {
  const [deployments, ...further] = asking.further;
  const isFirst = exchange.fallbacks === 0;
  if (deployments === undefined || exchange.aborted || exchange.asked?.disable_fallbacks === true) return undefined;
  if (isFirst && OWN.has(kind)) return undefined;
  // An order that falls back itself counts as one, however many come behind it.
  if (isFirst || (OWN.has(kind) && exchange.fallbacks === exchange.orders)) exchange.fallbacks += 1;
  exchange.orders += 1;
  return { ...asking, deployments, further };
}
