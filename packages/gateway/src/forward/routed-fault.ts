import { type Fault, type FaultKind, hasAttributeError } from "@lintel/core";
import { isNum, type Json, numeric, pythonCompact } from "@lintel/core/json";
import type { Exchange } from "../exchange.ts";
import type { Dialect } from "./dialect.ts";
import { secondsAsNumber } from "./timeout.ts";

const FALLBACKS = "https://docs.litellm.ai/docs/routing#fallbacks";

function repr(value: Json | undefined): string {
  return value === undefined || value === null
    ? "None"
    : isNum(value)
      ? pythonCompact(value)
      : String(numeric(value) ?? value);
}

// router._acompletion
function deadlineOf({ deployment }: Exchange): string {
  const { request_timeout: asked, timeout } = deployment?.params ?? {};
  return `\n\nDeployment Info: request_timeout: ${repr(asked)}\ntimeout: ${repr(timeout)}`;
}

// router.async_function_with_fallbacks_common_utils, where no other model is named to fall back on.
const HINTS: { readonly [Kind in FaultKind]?: (group: string) => string } = {
  ContextWindowExceededError: (group) =>
    `\nmodel=${group}. context_window_fallbacks=None. fallbacks=None.\n\nSet 'context_window_fallback' - ${FALLBACKS}`,
  ContentPolicyViolationError: (group) =>
    `\nmodel=${group}. content_policy_fallback=None. fallbacks=None.\n\nSet 'content_policy_fallback' - ${FALLBACKS}`,
};

/** Whether LiteLLM's text ends in a traceback, which its proxy cuts off with all that its router has put behind. */
function isTraced(fault: Fault): boolean {
  const { kind, message, reply, failure, detail } = fault;
  if (detail !== undefined && !hasAttributeError(fault)) return true;
  return (
    kind === "APIConnectionError" && reply === undefined && failure === undefined && !message.includes("Exception - ")
  );
}

/** A failure as LiteLLM's router tells it: whom it asked, and that there is nobody else. `expose_router_debug_in_errors: false` keeps that to itself. */
export function routedFault(fault: Fault, exchange: Exchange, { tellsDeadline }: Dialect): Fault {
  const { model: group, snapshot } = exchange;
  if (exchange.asked?.disable_fallbacks === true) return fault;
  if (group === undefined || isTraced(fault) || snapshot.config.settings.expose_router_debug_in_errors === false)
    return fault;
  const deadline = tellsDeadline && fault.kind === "Timeout" ? deadlineOf(exchange) : "";
  const hint = HINTS[fault.kind]?.(group) ?? "";
  const message = `${withSeconds(fault, exchange)}${deadline}${hint}. Received Model Group=${group}\nAvailable Model Group Fallbacks=None`;
  return { ...fault, message };
}

const PASSED = /(Timeout passed=)-?[\d.]+/;

/** A text about a wait that was too long, with the seconds as they were allowed: a deployment's are a float. */
function withSeconds({ kind, message, failure }: Fault, { timeout }: Exchange): string {
  return kind === "Timeout" && failure !== undefined && timeout !== undefined
    ? message.replace(PASSED, `$1${pythonCompact(secondsAsNumber(timeout))}`)
    : message;
}

/** A stream's failure as it was before LiteLLM's router was offered it. */
export function unwrappedFault({ beneath, ...fault }: Fault): Fault {
  return beneath === undefined ? fault : { ...fault, ...beneath };
}
