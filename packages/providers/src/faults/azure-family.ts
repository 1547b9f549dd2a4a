import { pythonStr, truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import { bodyMessage } from "./body-message.ts";
import { capital, type Family, type Row, type Verdict } from "./family.ts";
import { AFFINITY } from "./openai-family.ts";
import type { Raised } from "./raised.ts";
import { hasSign, type Sign } from "./signs.ts";
import { anyStatus, NO_TRACEBACK, tableFamily } from "./table-family.ts";

const POLICY: readonly Sign[] = [
  ["content_policy_violation"],
  ["responsibleaipolicyviolation"],
  ["the response was filtered due to the prompt triggering azure openai's content management"],
  ["your task failed as a result of our safety system"],
  ["the model produced invalid content"],
  ["content_filter_policy"],
  ["your request was rejected as a result of our safety system"],
];

function errorOf(body: Json | undefined): JsonObject {
  if (!isObject(body)) return {};
  return isObject(body.error) ? body.error : body;
}

/** The code Azure tells, which is a policy's where the error within an error is. */
function codeOf(body: Json | undefined): Json | undefined {
  const error = errorOf(body);
  const inner = truthy(error.inner_error) ? error.inner_error : error.innererror;
  const isPolicy = error !== body && isObject(inner) && inner.code === "ResponsibleAIPolicyViolation";
  return isPolicy ? "content_policy_violation" : error.code;
}

function words({ text, body }: Raised): string {
  return pythonStr(bodyMessage(body) ?? text);
}

function fieldsOf(body: Json | undefined): JsonObject {
  const error = errorOf(body);
  const around = isObject(body) ? body : {};
  const all = [error.inner_error, error.innererror, around.innererror, around.inner_error];
  const inner = all.find(truthy) ?? all.at(-1) ?? null;
  return { innererror: inner, inner_error: inner, azure_error: truthy(error) ? error : null };
}

function policy(raised: Raised): Verdict {
  const { message, type, code } = errorOf(raised.body);
  const text = truthy(message) ? pythonStr(message) : words(raised);
  return {
    kind: "ContentPolicyViolationError",
    text,
    isAlone: true,
    providerFields: fieldsOf(raised.body),
    body: {
      message: text,
      type: truthy(type) ? type : "invalid_request_error",
      code: truthy(code) ? code : "content_policy_violation",
      param: null,
    },
  };
}

function withBody(verdict: Verdict): (raised: Raised) => Verdict {
  return ({ body }) => ({ ...verdict, ...(body !== undefined && { body }) });
}

/** Failures known by their text or code, in LiteLLM's order (`_map_azure_exception`). */
const TEXTS: readonly Row[] = [
  {
    when: [["Internal server error"]],
    verdict: { kind: "InternalServerError", after: " Internal server error" },
  },
  {
    when: [["This model's maximum context length is"]],
    verdict: { kind: "ContextWindowExceededError", after: " ContextWindowExceededError" },
  },
  { when: [["DeploymentNotFound"]], verdict: { kind: "NotFoundError", after: " NotFoundError" } },
  {
    when: ({ text, body }) => codeOf(body) === "content_policy_violation" || hasSign(text.toLowerCase(), POLICY),
    verdict: policy,
  },
  {
    when: ({ text, body }) => codeOf(body) === "invalid_encrypted_content" || text.includes("could not be verified"),
    verdict: withBody({ kind: "BadRequestError", close: AFFINITY.replace("\n\n ", "\n\n") }),
  },
  {
    when: ({ text, status = 400 }) => status === 400 && text.includes("invalid_request_error"),
    verdict: withBody({ kind: "BadRequestError", after: " BadRequestError" }),
  },
];

const STATUSES: Readonly<Record<number, Verdict>> = {
  401: { kind: "AuthenticationError", after: " AuthenticationError" },
  404: { kind: "NotFoundError", after: " NotFoundError" },
  408: { kind: "Timeout", after: " Timeout" },
  422: { kind: "BadRequestError", after: " BadRequestError" },
  429: { kind: "RateLimitError", after: " RateLimitError" },
  502: { kind: "BadGatewayError", after: " BadGatewayError" },
  503: { kind: "ServiceUnavailableError", after: " ServiceUnavailableError" },
  504: { kind: "Timeout", after: " Timeout", status: 504 },
};

const NAMED = { provider: "azure", label: "Azure" } as const;

/** LiteLLM's mapping for Azure's OpenAI; what the client itself tells is told of the provider that was asked. */
export function azureFamily(provider: string): Family {
  const own = { provider, label: capital(provider) };
  const client: readonly Row[] = [
    {
      when: [["The api_key client option must be set either by passing api_key to the client or by setting"]],
      verdict: { kind: "AuthenticationError", after: " AuthenticationError", ...own },
    },
    { when: [["Connection error"]], verdict: { kind: "APIConnectionError", after: " APIConnectionError", ...own } },
    { when: ({ status }) => status === 400, verdict: withBody({ kind: "BadRequestError" }) },
  ];
  const family = tableFamily({
    named: NAMED,
    texts: [...TEXTS, ...client],
    statuses: STATUSES,
    others: (status) => ({ ...anyStatus(status), after: " APIError" }),
    bare: { kind: "APIConnectionError", after: " APIConnectionError", label: own.label, close: NO_TRACEBACK },
  });
  return (raised) => {
    const verdict = family(raised);
    return verdict && { text: words(raised), ...verdict };
  };
}
