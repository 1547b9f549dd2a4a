import type { Family, Verdict } from "./family.ts";
import { anyStatus, tableFamily } from "./table-family.ts";

const TIMEOUT: Verdict = { kind: "Timeout" };
const GATEWAY_TIMEOUT: Verdict = { kind: "Timeout", status: 504 };
const BAD: Verdict = { kind: "BadRequestError" };
const DENIED: Verdict = { kind: "AuthenticationError" };
const LIMITED: Verdict = { kind: "RateLimitError" };
const UNAVAILABLE: Verdict = { kind: "ServiceUnavailableError" };
const TOO_LONG: Verdict = { kind: "ContextWindowExceededError" };

/** LiteLLM's mapping for SageMaker (`_map_sagemaker_exception`): texts are told of SageMaker, statuses of the provider that was asked. */
export function sagemakerFamily(provider: string): Family {
  const named = { provider: "sagemaker" };
  return tableFamily({
    named: { provider, label: "Sagemaker" },
    texts: [
      {
        when: [["Unable to locate credentials"]],
        verdict: { ...BAD, ...named, before: "litellm.BadRequestError: " },
      },
      {
        when: [["Input validation error: `best_of` must be > 0 and <= 2"]],
        verdict: { ...BAD, ...named, text: "the value of 'n' must be > 0 and <= 2 for sagemaker endpoints" },
      },
      {
        when: [["`inputs` tokens + `max_new_tokens` must be <="], ["instance type with more CPU capacity or memory"]],
        verdict: { ...TOO_LONG, ...named },
      },
    ],
    statuses: {
      400: BAD,
      401: DENIED,
      404: { kind: "NotFoundError" },
      408: TIMEOUT,
      422: BAD,
      424: BAD,
      429: LIMITED,
      500: UNAVAILABLE,
      503: UNAVAILABLE,
      504: GATEWAY_TIMEOUT,
    },
  });
}

/** LiteLLM's mapping for Replicate (`_map_replicate_exception`). */
export const replicateFamily: Family = tableFamily({
  texts: [
    { when: [["Incorrect authentication token"]], verdict: DENIED },
    { when: [["input is too long"]], verdict: TOO_LONG },
    { when: [["Request was throttled"]], verdict: LIMITED },
  ],
  statuses: {
    400: BAD,
    401: DENIED,
    408: TIMEOUT,
    413: BAD,
    422: { kind: "UnprocessableEntityError" },
    429: LIMITED,
    500: UNAVAILABLE,
  },
  others: () => ({ kind: "APIError", status: 500 }),
  bare: { kind: "APIError", status: 500 },
});

/** LiteLLM's mapping for Hugging Face (`_map_huggingface_exception`). */
export const huggingfaceFamily: Family = tableFamily({
  texts: [
    { when: [["length limit exceeded"]], verdict: { ...TOO_LONG, isAlone: true } },
    { when: [["A valid user token is required"]], verdict: { ...BAD, isAlone: true } },
    { when: [["Rate limit reached"]], verdict: { ...LIMITED, isAlone: true } },
  ],
  statuses: { 400: BAD, 401: DENIED, 408: TIMEOUT, 429: LIMITED, 503: UNAVAILABLE },
  others: anyStatus,
});

/** LiteLLM's mapping for NLP Cloud (`_map_nlp_cloud_exception`). */
export const nlpCloudFamily: Family = tableFamily({
  named: { label: "NLPCloud" },
  texts: [
    { when: [["detail", "Input text length should not exceed"]], verdict: TOO_LONG },
    { when: [["detail", "value is not a valid"]], verdict: BAD },
    { when: [["detail"]], verdict: { kind: "APIError", status: 500 } },
  ],
  statuses: {
    400: BAD,
    401: DENIED,
    402: LIMITED,
    403: DENIED,
    406: BAD,
    413: BAD,
    422: BAD,
    429: LIMITED,
    504: UNAVAILABLE,
    520: UNAVAILABLE,
    522: TIMEOUT,
    524: TIMEOUT,
  },
  others: anyStatus,
});

/** LiteLLM's mapping for Aleph Alpha (`_map_aleph_alpha_exception`): anything else is told of nobody. */
export const alephAlphaFamily: Family = (raised) =>
  ALEPH_ALPHA(raised) ?? { kind: "APIConnectionError", isNameless: true };

const ALEPH_ALPHA = tableFamily({
  named: { label: "AlephAlpha" },
  texts: [
    { when: [["This is longer than the model's maximum context length"]], verdict: TOO_LONG },
    { when: [["InvalidToken"], ["No token provided"]], verdict: BAD },
  ],
  statuses: { 400: BAD, 401: DENIED, 429: LIMITED, 500: UNAVAILABLE },
});

/** LiteLLM's mapping for Cloudflare (`_map_cloudflare_exception`). */
export const cloudflareFamily: Family = tableFamily({
  named: { label: "Cloudflare " },
  texts: [
    { when: [["Authentication error"]], verdict: DENIED },
    { when: [["must have required property"]], verdict: BAD },
  ],
});

/** LiteLLM's mapping for OpenRouter (`_map_openrouter_exception`). */
export const openrouterFamily: Family = tableFamily({
  statuses: {
    400: BAD,
    401: { ...DENIED, before: "AuthenticationError: " },
    404: { kind: "NotFoundError", before: "NotFoundError: " },
    408: { ...TIMEOUT, before: "Timeout Error: " },
    422: { ...BAD, before: "BadRequestError: " },
    429: { ...LIMITED, before: "RateLimitError: " },
    503: { ...UNAVAILABLE, before: "ServiceUnavailableError: " },
    504: { ...GATEWAY_TIMEOUT, before: "Timeout Error: " },
  },
  others: (status) => ({ ...anyStatus(status), before: "APIError: " }),
  bare: { kind: "APIConnectionError", before: "APIConnectionError: " },
});
