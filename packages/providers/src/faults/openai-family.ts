import type { FaultKind } from "@lintel/core";
import { hasSign, type Sign, saysContextWindow, saysRateLimit } from "./signs.ts";

/** What one row of the mapping makes of a failure. */
export interface Mapped {
  readonly kind: FaultKind;
  /** What LiteLLM writes before the provider's name. */
  readonly before?: string;
  /** What it writes after the provider's message. */
  readonly after?: string;
  /** The body is handed on, and with it the provider's type, param and code. */
  readonly body?: true;
  /** The reply's status is handed on. */
  readonly status?: true | number;
}

interface Row extends Mapped {
  when(text: string, status: number | undefined): boolean;
}

function signs(...pieces: readonly Sign[]): Row["when"] {
  return (text) => hasSign(text, pieces);
}

/** What LiteLLM advises where another organisation sealed the reasoning. */
export const AFFINITY = [
  "\n\n This error occurs when load balancing Responses API across deployments with different API keys.",
  "   Encrypted content is tied to the organization that created it and cannot be decrypted by other organizations.",
  "",
  "   Solution: Enable 'encrypted_content_affinity' to route follow-up requests to the correct deployment:",
  "",
  "   router_settings:",
  "     enable_pre_call_checks: true",
  "     optional_pre_call_checks:",
  "       - encrypted_content_affinity",
  "",
  "   Learn more: https://docs.litellm.ai/docs/response_api#encrypted-content-affinity-multi-region-load-balancing",
].join("\n");

const NO_KEY =
  "The api_key client option must be set either by passing api_key to the client or by setting the OPENAI_API_KEY environment variable";

/** Failures known by their text, in LiteLLM's order (`_map_openai_exception`). */
const BY_TEXT: readonly Row[] = [
  { when: saysRateLimit, kind: "RateLimitError", before: "RateLimitError: ", body: true },
  {
    when: (text) => saysContextWindow(text),
    kind: "ContextWindowExceededError",
    before: "ContextWindowExceededError: ",
    status: true,
  },
  { when: signs(["invalid_request_error", "model_not_found"]), kind: "NotFoundError", status: true },
  { when: signs(["A timeout occurred"]), kind: "Timeout" },
  {
    when: (text) =>
      hasSign(text, [
        ["invalid_request_error", "content_policy_violation"],
        ["Invalid prompt", "violating our usage policy"],
      ]) || text.toLowerCase().includes("request was rejected as a result of the safety system"),
    kind: "ContentPolicyViolationError",
    before: "ContentPolicyViolationError: ",
    body: true,
    status: true,
  },
  {
    when: signs(["invalid_encrypted_content"], ["could not be verified"]),
    kind: "BadRequestError",
    after: AFFINITY,
    body: true,
    status: true,
  },
  {
    when: (text) => text.includes("invalid_request_error") && !text.includes("Incorrect API key provided"),
    kind: "BadRequestError",
    body: true,
    status: true,
  },
  {
    when: signs(["Web server is returning an unknown error"], ["The server had an error processing your request."]),
    kind: "InternalServerError",
    body: true,
  },
  { when: signs(["Request too large"]), kind: "RateLimitError", before: "RateLimitError: ", body: true },
  { when: signs([NO_KEY]), kind: "AuthenticationError", before: "AuthenticationError: ", status: true },
  { when: signs(["Mistral API raised a streaming error"]), kind: "APIError", status: 500 },
];

/** Failures known by their status. */
const BY_STATUS: Readonly<Record<number, Mapped>> = {
  400: { kind: "BadRequestError", body: true, status: true },
  401: { kind: "AuthenticationError", before: "AuthenticationError: ", status: true },
  404: { kind: "NotFoundError", before: "NotFoundError: ", status: true },
  408: { kind: "Timeout", before: "Timeout Error: " },
  422: { kind: "BadRequestError", body: true, status: true },
  429: { kind: "RateLimitError", before: "RateLimitError: ", body: true },
  500: { kind: "InternalServerError", before: "InternalServerError: ", body: true },
  502: { kind: "BadGatewayError", before: "BadGatewayError: " },
  503: { kind: "ServiceUnavailableError", before: "ServiceUnavailableError: " },
  504: { kind: "Timeout", before: "Timeout Error: ", status: true },
};

/** How LiteLLM maps a failure of an OpenAI-compatible provider: by text first, then by status. */
export function mapped(text: string, status: number | undefined): Mapped {
  const row = BY_TEXT.find(({ when }) => when(text, status));
  if (row !== undefined) return row;
  if (status === undefined) return { kind: "APIConnectionError", before: "APIConnectionError: " };
  return BY_STATUS[status] ?? { kind: "APIError", before: "APIError: ", status: true };
}
