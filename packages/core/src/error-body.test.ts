import { expect, test } from "vitest";
import { errorBody, errorStatus, streamErrorBody } from "./error-body.ts";
import type { Fault } from "./fault.ts";

const fault: Fault = {
  origin: "provider",
  kind: "RateLimitError",
  status: 429,
  message: "litellm.RateLimitError: slow",
};

test("a fault is told with its status, and with the type its status stands for if it has none", () => {
  expect(errorBody(fault)).toEqual({
    error: { message: "litellm.RateLimitError: slow", type: "rate_limit_error", param: null, code: "429" },
  });
  expect(errorBody({ ...fault, type: "throttling_error", param: "n" })).toMatchObject({
    error: { type: "throttling_error", param: "n" },
  });
});

test("a param that is no text is not shown", () => {
  expect(errorBody({ ...fault, param: ["a"] })).toMatchObject({ error: { param: null } });
});

test("a status that is no HTTP error is told as 500", () => {
  expect(errorStatus({ ...fault, status: 0 })).toBe(500);
});

test("a failure behind which something lacks an attribute is told as a wrong request, as LiteLLM's gateway does", () => {
  const message = "litellm.APIConnectionError: 'list' object has no attribute 'keys'";
  const malformed: Fault = { ...fault, kind: "APIConnectionError", status: 500, message };
  expect(errorStatus(malformed)).toBe(400);
  expect(errorBody(malformed)).toEqual({
    error: { message: `Invalid request format: ${message}`, type: "invalid_request_error", param: null, code: "400" },
  });
});

test("no failure is told with a credential or a path in it, whatever it is about", () => {
  const message = "'str' object has no attribute 'get': api_key=sk-0123456789abcdef in /home/ann/x.py";
  for (const body of [errorBody({ ...fault, message }), errorBody(fault), streamErrorBody({ ...fault, message })])
    expect(JSON.stringify(body)).not.toMatch(/sk-0|home/);
  expect(JSON.stringify(streamErrorBody({ ...fault, message }))).toContain("REDACTED");
});

test("a fault that ends a stream is told with what it has, and null for the rest", () => {
  expect(streamErrorBody(fault)).toEqual({
    error: { message: "litellm.RateLimitError: slow", type: null, param: null, code: "429" },
  });
  expect(streamErrorBody({ ...fault, type: "throttling_error" })).toMatchObject({
    error: { type: "throttling_error" },
  });
});
