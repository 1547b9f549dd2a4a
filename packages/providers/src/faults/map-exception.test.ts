import { describe, expect, it } from "vitest";
import { litellmFault, mapException, type Raised } from "./index.ts";

const CONTEXT = { provider: "openai", label: "OpenAI", model: "openai/gpt-4o", now: 1_700_000_000 };

function raisedBy(said: string, status: number): Raised {
  const body = { message: said, type: "x", param: null, code: null };
  const text = `Error code: ${status} - {'error': {'message': '${said}', 'type': 'x', 'param': None, 'code': None}}`;
  return { text, status, body };
}

/** What the provider says, its status, and what LiteLLM makes of it. */
const BY_TEXT = [
  ["429 blah", 400, "BadRequestError", 400],
  ["429 blah", 500, "InternalServerError", 500],
  ["rate-limit x", 400, "RateLimitError", 429],
  ["Service tier capacity exceeded", 500, "RateLimitError", 429],
  ["This model's maximum context length is 1", 400, "ContextWindowExceededError", 400],
  ["This model's maximum context length is 1", 500, "ContextWindowExceededError", 500],
  ["current length is 5 while limit is 4", 400, "ContextWindowExceededError", 400],
  ["string_above_max_length string too long. expected a string with maximum length", 400, "BadRequestError", 400],
  ["invalid_request_error model_not_found", 400, "NotFoundError", 400],
  ["A timeout occurred", 500, "Timeout", 408],
  ["Invalid prompt violating our usage policy", 400, "ContentPolicyViolationError", 400],
  ["Request was rejected as a result of the safety system", 400, "ContentPolicyViolationError", 400],
  ["Incorrect API key provided invalid_request_error", 500, "InternalServerError", 500],
  ["Web server is returning an unknown error", 400, "InternalServerError", 500],
  ["Request too large", 400, "RateLimitError", 429],
  ["Mistral API raised a streaming error", 400, "APIError", 500],
  ["x_429", 400, "BadRequestError", 400],
] as const;

const BY_STATUS = [
  [400, "BadRequestError", 400, ""],
  [401, "AuthenticationError", 401, "AuthenticationError: "],
  [402, "APIError", 402, "APIError: "],
  [403, "APIError", 403, "APIError: "],
  [404, "NotFoundError", 404, "NotFoundError: "],
  [408, "Timeout", 408, "Timeout Error: "],
  [422, "BadRequestError", 422, ""],
  [429, "RateLimitError", 429, "RateLimitError: "],
  [500, "InternalServerError", 500, "InternalServerError: "],
  [502, "BadGatewayError", 502, "BadGatewayError: "],
  [503, "ServiceUnavailableError", 503, "ServiceUnavailableError: "],
  [504, "Timeout", 504, "Timeout Error: "],
  [529, "APIError", 529, "APIError: "],
] as const;

describe("a provider's failure", () => {
  it.each(BY_TEXT)("that says %j with status %d is a %s with status %d", (said, status, kind, as) => {
    expect(mapException(raisedBy(said, status), CONTEXT)).toMatchObject({ kind, status: as });
  });

  it.each(BY_STATUS)("of status %d is a %s with status %d", (status, kind, as, before) => {
    expect(mapException(raisedBy("Something.", status), CONTEXT)).toMatchObject({
      kind,
      status: as,
      message: `litellm.${kind}: ${before}OpenAIException - Something.`,
      provider: "openai",
      model: "openai/gpt-4o",
    });
  });

  it("without a status is a connection error", () => {
    expect(mapException({ text: "'content'" }, CONTEXT)).toMatchObject({
      kind: "APIConnectionError",
      status: 500,
      message: "litellm.APIConnectionError: APIConnectionError: OpenAIException - 'content'",
    });
  });

  it("that speaks of a timeout is one, credentials in its text redacted", () => {
    const text = "The read operation timed out Bearer abcdefghijklmnop";
    expect(mapException({ text, status: 500 }, CONTEXT)).toMatchObject({
      kind: "Timeout",
      status: 408,
      message: "litellm.Timeout: APITimeoutError - Request timed out. Error_str: The read operation timed out REDACTED",
    });
  });

  it("carries the provider's type, param and code where LiteLLM hands the body on", () => {
    const body = { message: "m", type: "t", param: "p", code: "c" };
    const fault = mapException({ text: "m", status: 400, body }, CONTEXT);
    expect(fault).toMatchObject({ type: "t", param: "p", code: "c", body });
    const odd = { ...body, param: ["a"] };
    expect(mapException({ text: "m", status: 400, body: odd }, CONTEXT)).toMatchObject({ param: ["a"] });
    expect(mapException({ text: "m", status: 404, body }, CONTEXT)).not.toHaveProperty("param");
  });

  it("keeps the class's own type and code over the provider's", () => {
    const body = { message: "m", type: "t", code: "c" };
    expect(mapException({ text: "429", status: 429, body }, CONTEXT)).toMatchObject({
      type: "throttling_error",
      code: "429",
    });
  });

  it("is told in the words of a nested error, and in Python's spelling if they are no text", () => {
    const nested = { error: { message: { a: [1, null] } } };
    expect(mapException({ text: "t", status: 400, body: nested }, CONTEXT).message).toBe(
      "litellm.BadRequestError: OpenAIException - {'a': [1, None]}",
    );
  });

  it("names the provider by its slug where it has no label", () => {
    const { label: _, ...context } = CONTEXT;
    const fault = mapException({ text: "OPENAI openai.OpenAIError", status: 500 }, { ...context, provider: "mistral" });
    expect(fault.message).toBe(
      "litellm.InternalServerError: InternalServerError: MistralException - MISTRAL mistral.mistralError",
    );
  });

  it("says when to come back", () => {
    const head = { status: 429, headers: [["Retry-After", "7"]] } as const;
    expect(mapException({ text: "429", status: 429, head }, CONTEXT)).toMatchObject({
      retryAfterMs: 7000,
      reply: head,
    });
  });

  it("tells who has to act", () => {
    const failure = { kind: "dns", message: "no such host" } as const;
    expect(mapException({ text: "Connection error.", status: 500, failure }, CONTEXT).origin).toBe("host");
    expect(mapException({ text: "x", status: 400 }, CONTEXT).origin).toBe("caller");
    expect(mapException({ text: "x", status: 503 }, CONTEXT).origin).toBe("provider");
  });
});

it("marks a fault of LiteLLM's own as its class does", () => {
  expect(litellmFault({ kind: "UnsupportedParamsError", text: "no" }, {})).toEqual({
    origin: "caller",
    kind: "UnsupportedParamsError",
    status: 400,
    message: "litellm.UnsupportedParamsError: no",
  });
  expect(litellmFault({ kind: "ContentPolicyViolationError", text: "no" }, {}).message).toBe(
    "litellm.BadRequestError: litellm.ContentPolicyViolationError: no",
  );
});
