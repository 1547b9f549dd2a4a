import type { FaultKind } from "@lintel/core";
import type { Verdict } from "./family.ts";
import type { Raised } from "./raised.ts";

const KINDS: Readonly<Record<number, FaultKind>> = {
  401: "AuthenticationError",
  403: "PermissionDeniedError",
  404: "NotFoundError",
  408: "Timeout",
  429: "RateLimitError",
  500: "InternalServerError",
  502: "BadGatewayError",
  503: "ServiceUnavailableError",
  504: "Timeout",
};

/** How LiteLLM maps a provider's status where nothing else decides (`_map_exception_by_status`). */
export function byStatus({ status, isSynthesized }: Raised): Verdict | undefined {
  if (status === undefined || status < 400 || isSynthesized === true) return undefined;
  return { kind: KINDS[status] ?? (status < 500 ? "BadRequestError" : "APIError"), status };
}
