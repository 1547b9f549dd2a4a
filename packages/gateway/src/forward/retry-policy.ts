import type { Fault, FaultKind } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { RouterSettings } from "../config/config.ts";

/** LiteLLM's exceptions that a policy names by the class they descend from. */
const DESCENDS: Partial<Readonly<Record<FaultKind, FaultKind>>> = {
  ContextWindowExceededError: "BadRequestError",
  ContentPolicyViolationError: "BadRequestError",
  ImageFetchError: "BadRequestError",
  InvalidRequestError: "BadRequestError",
  LiteLLMUnknownProvider: "BadRequestError",
  MidStreamFallbackError: "ServiceUnavailableError",
  UnsupportedParamsError: "BadRequestError",
};

/** Failures that a policy names otherwise than LiteLLM's exceptions. */
const NAMES: Partial<Readonly<Record<FaultKind, string>>> = { Timeout: "TimeoutErrorRetries" };

export interface PolicyAsked {
  readonly router: RouterSettings;
  readonly group: string;
  /** The caller's arguments: one that wants no attempt again gets none. */
  readonly given: JsonObject;
}

/** How often a failure's policy has it asked again, whatever its status; undefined where no policy speaks of it. */
export function policyRetries({ kind }: Fault, { router, group, given }: PolicyAsked): number | undefined {
  const policy = router.groupRetryPolicy?.[group] ?? router.retryPolicy;
  if (policy === undefined || given.num_retries === 0) return undefined;
  const parent = DESCENDS[kind];
  const inherited = parent === undefined ? undefined : policy[`${parent}Retries`];
  return policy[NAMES[kind] ?? `${kind}Retries`] ?? inherited ?? policy.DefaultRetries;
}
