import { expect, test } from "vitest";
import { cohereFamily, type Family, mapper, type Raised, vertexFamily } from "./index.ts";

function told(family: Family, raised: Raised): string {
  const context = { provider: "acme", model: "m", now: 0 };
  const { kind, status, message, provider } = mapper(family)(raised, context);
  return `${kind} ${status} ${provider} | ${message.slice(message.indexOf(":") + 2)}`;
}

test.each<[string, number | undefined, string]>([
  ["no", 400, "BadRequestError 400 acme | AcmeException BadRequestError - no"],
  ["no", 401, "AuthenticationError 401 acme | AcmeException - no"],
  ["no", 403, "PermissionDeniedError 403 acme | AcmeException - no"],
  ["code 403", 500, "BadRequestError 403 acme | AcmeException BadRequestError - code 403"],
  ["no", 429, "RateLimitError 429 acme | litellm.RateLimitError: AcmeException - no"],
  ["Resource exhausted", 429, "RateLimitError 429 acme | litellm.RateLimitError: acmeException - Resource exhausted"],
  [
    '{"error":{"code":429}}',
    503,
    'RateLimitError 429 acme | litellm.RateLimitError: acmeException - {"error":{"code":429}}',
  ],
  ['{"error":{"code":429}}', 400, 'BadRequestError 400 acme | AcmeException BadRequestError - {"error":{"code":429}}'],
  ["no", 502, "APIConnectionError 500 acme | AcmeException - no"],
  ["no", 504, "Timeout 504 acme | AcmeException - no"],
  ["no", undefined, "APIConnectionError 500 acme | no"],
])("Vertex AI's %j with status %s", (text, status, expected) => {
  expect(told(vertexFamily, { text, ...(status !== undefined && { status }) })).toBe(expected);
});

test.each<[string, number | undefined, string]>([
  ["invalid api token", 418, "AuthenticationError 418 acme | AcmeException - invalid api token"],
  [
    "too many tokens",
    400,
    "ContextWindowExceededError 400 acme | litellm.BadRequestError: AcmeException - too many tokens",
  ],
  ["Internal Server Error", 200, "InternalServerError 500 acme | AcmeException - Internal Server Error"],
  ["no", 498, "BadRequestError 498 acme | AcmeException - no"],
  ["no", 404, "NotFoundError 404 acme | AcmeException - no"],
  ["no", undefined, "APIConnectionError 500  | no"],
])("Cohere's %j with status %s", (text, status, expected) => {
  expect(told(cohereFamily, { text, ...(status !== undefined && { status }) })).toBe(expected);
});

test("a family without a mapping is mapped by status, but not by one LiteLLM made up", () => {
  const none: Family = () => undefined;
  expect(told(none, { text: "no", status: 500 })).toBe("InternalServerError 500 acme | AcmeException - no");
  expect(told(none, { text: "no", status: 418 })).toBe("BadRequestError 418 acme | AcmeException - no");
  expect(told(none, { text: "no", status: 599 })).toBe("APIError 599 acme | AcmeException - no");
  expect(told(none, { text: "no", status: 500, isSynthesized: true })).toBe(
    "APIConnectionError 500 acme | AcmeException - no",
  );
  const failure = { kind: "reset", message: "no" } as const;
  expect(told(none, { text: "no", failure })).toBe("APIConnectionError 500 acme | AcmeException - no");
});

test("a text that speaks of a timeout is one, and no secret is told", () => {
  expect(told(cohereFamily, { text: "Request timed out", status: 500 })).toMatch(/^Timeout 408/);
  expect(told(vertexFamily, { text: "key sk-1234567890abcdefghij", status: 400 })).toMatch(/ - key REDACTED$/);
});
