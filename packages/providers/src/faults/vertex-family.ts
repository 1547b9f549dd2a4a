import { isFloat, isInt, isObject, type Json, numeric, parse } from "@lintel/core/json";
import type { Family, Row, Verdict } from "./family.ts";
import type { Raised } from "./raised.ts";
import { saysContextWindow } from "./signs.ts";
import { tableFamily } from "./table-family.ts";

function number(value: Json | undefined): number | undefined {
  if (typeof value === "string") return /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : undefined;
  return isInt(value) || isFloat(value) ? Math.trunc(numeric(value) ?? Number.NaN) : undefined;
}

/** The code of an error told in JSON (`_get_body_error_code`). */
function bodyCode(text: string): number | undefined {
  const read = parse(text);
  const error = read.ok && isObject(read.value) ? read.value.error : undefined;
  return isObject(error) ? number(error.code) : undefined;
}

function wrapsQuota({ text, status = 0 }: Raised): boolean {
  return status >= 500 && status < 600 && bodyCode(text) === 429;
}

const QUOTA: Verdict = { kind: "RateLimitError", before: "litellm.RateLimitError: ", isSlug: true };
const INTERNAL: Verdict = { kind: "InternalServerError", before: "litellm.InternalServerError: ", isSlug: true };

/** Failures known by their text, in LiteLLM's order (`_map_vertex_exception`). */
const BY_TEXT: readonly Row[] = [
  {
    when: [["Vertex AI API has not been used in project"], ["Unable to find your project"]],
    verdict: { kind: "BadRequestError", before: "litellm.BadRequestError: ", isSlug: true, status: 400 },
  },
  { when: [["400 Request payload size exceeds"]], verdict: { kind: "ContextWindowExceededError" } },
  {
    when: ({ text }) => saysContextWindow(text),
    verdict: { kind: "ContextWindowExceededError", before: "ContextWindowExceededError: " },
  },
  { when: [["None Unknown Error."], ["Content has no parts."]], verdict: INTERNAL },
  { when: [["API key not valid."]], verdict: { kind: "AuthenticationError" } },
  { when: [["403"]], verdict: { kind: "BadRequestError", after: " BadRequestError", status: 403 } },
  {
    when: [["The response was blocked."], ["Output blocked by content filtering policy"]],
    verdict: { kind: "ContentPolicyViolationError", after: " ContentPolicyViolationError" },
  },
  {
    when: [
      ["429 Quota exceeded"],
      ["Quota exceeded for"],
      ["Resource exhausted"],
      ["IndexError: list index out of range"],
      ["429 Unable to submit request because the service is temporarily out of capacity."],
    ],
    verdict: QUOTA,
  },
  { when: wrapsQuota, verdict: QUOTA },
  { when: [["500 Internal Server Error"], ["The model is overloaded."]], verdict: INTERNAL },
];

const BY_STATUS: Readonly<Record<number, Verdict>> = {
  400: { kind: "BadRequestError", after: " BadRequestError" },
  401: { kind: "AuthenticationError" },
  403: { kind: "PermissionDeniedError" },
  404: { kind: "NotFoundError" },
  408: { kind: "Timeout" },
  429: { kind: "RateLimitError", before: "litellm.RateLimitError: " },
  500: { kind: "InternalServerError", after: " InternalServerError" },
  502: { kind: "APIConnectionError" },
  503: { kind: "ServiceUnavailableError" },
};

/** LiteLLM's mapping for Google's Vertex AI. */
export const vertexFamily: Family = tableFamily({ texts: BY_TEXT, statuses: BY_STATUS });
