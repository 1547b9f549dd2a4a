import type { Family, Row, Verdict } from "./family.ts";
import { saysContextWindow } from "./signs.ts";
import { tableFamily } from "./table-family.ts";

const SAYS_ERROR = { noun: "Error" } as const;

/** Failures known by their text, in LiteLLM's order (`_map_anthropic_exception`). */
const BY_TEXT: readonly Row[] = [
  {
    when: ({ text }) =>
      text.includes("prompt is too long") || text.includes("prompt: length") || saysContextWindow(text),
    verdict: { kind: "ContextWindowExceededError", ...SAYS_ERROR },
  },
  { when: [["overloaded_error"], ["Overloaded"]], verdict: { kind: "InternalServerError", ...SAYS_ERROR } },
  { when: [["Invalid API Key"]], verdict: { kind: "AuthenticationError", ...SAYS_ERROR } },
  { when: [["content filtering policy"]], verdict: { kind: "ContentPolicyViolationError", ...SAYS_ERROR } },
  { when: [["Client error '400 Bad Request'"]], verdict: { kind: "BadRequestError", ...SAYS_ERROR } },
];

const INTERNAL: Verdict = { kind: "InternalServerError", close: ". Handle with `litellm.InternalServerError`." };

const BY_STATUS: Readonly<Record<number, Verdict>> = {
  400: { kind: "BadRequestError" },
  401: { kind: "AuthenticationError" },
  403: { kind: "PermissionDeniedError" },
  404: { kind: "NotFoundError" },
  408: { kind: "Timeout" },
  413: { kind: "BadRequestError" },
  429: { kind: "RateLimitError" },
  500: INTERNAL,
  502: { kind: "BadGatewayError", after: " BadGatewayError" },
  503: { kind: "ServiceUnavailableError", close: ". Handle with `litellm.ServiceUnavailableError`." },
  504: { kind: "Timeout", after: " Timeout", status: 504 },
  529: INTERNAL,
};

/** LiteLLM's mapping for Anthropic. */
export const anthropicFamily: Family = tableFamily({ texts: BY_TEXT, statuses: BY_STATUS });
