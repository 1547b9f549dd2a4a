import type { FaultKind } from "@lintel/core";
import type { Family, Row, Verdict } from "./family.ts";
import type { Raised } from "./raised.ts";
import { saysContextWindow } from "./signs.ts";
import { tableFamily } from "./table-family.ts";

const COLON = { between: ": " } as const;

/** LiteLLM's mapping for Ollama (`_map_ollama_exception`). */
export const ollamaFamily: Family = tableFamily({
  named: { provider: "ollama", label: "Ollama" },
  texts: [
    {
      when: [["no such file or directory"]],
      verdict: { kind: "BadRequestError", after: ": Invalid Model/Model not loaded" },
    },
    {
      when: [["Failed to establish a new connection"]],
      verdict: { kind: "ServiceUnavailableError", ...COLON },
    },
    { when: [["Invalid response object from API"]], verdict: { kind: "BadRequestError", ...COLON } },
    { when: [["Read timed out"]], verdict: { kind: "Timeout", ...COLON } },
  ],
});

/** LiteLLM's mapping for vLLM in the process itself (`_map_vllm_exception`). */
export const vllmFamily: Family = tableFamily({
  named: { label: "VLLM" },
  statuses: { 0: { kind: "APIConnectionError" } },
});

/** What Predibase echoes of a key is cut off. */
function unkeyed(text: string): string {
  const start = text.toLowerCase().indexOf("bearer");
  return start === -1 ? text : `${text.slice(0, start + 14)}XXXXXXX"`;
}

/** Failures known by their text, in LiteLLM's order (`_map_openai_like_exception`). */
const LIKE_TEXTS: readonly Row[] = [
  {
    when: [["authorization denied for"]],
    verdict: ({ text }) => ({
      kind: "AuthenticationError",
      after: ": Authentication Error",
      text: unkeyed(text),
    }),
  },
  {
    when: ({ text }) => saysContextWindow(text),
    verdict: { kind: "ContextWindowExceededError", after: ": Context Window Error" },
  },
  { when: [["token_quota_reached"]], verdict: { kind: "RateLimitError", after: ": Rate Limit Errror" } },
  {
    when: [["The server received an invalid response from an upstream server."]],
    verdict: { kind: "InternalServerError" },
  },
  {
    when: [["model_no_support_for_function"]],
    verdict: {
      kind: "BadRequestError",
      after: " - Use 'watsonx_text' route instead. IBM WatsonX does not support `/text/chat` endpoint.",
    },
  },
];

const LIKE_STATUSES: Readonly<Record<number, Verdict>> = {
  400: { kind: "BadRequestError" },
  401: { kind: "AuthenticationError" },
  403: { kind: "PermissionDeniedError" },
  404: { kind: "NotFoundError" },
  408: { kind: "Timeout" },
  422: { kind: "BadRequestError" },
  424: { kind: "BadRequestError" },
  429: { kind: "RateLimitError" },
  500: { kind: "InternalServerError" },
  503: { kind: "ServiceUnavailableError" },
  504: { kind: "Timeout", status: 504 },
};

/** LiteLLM's mapping for providers that speak nearly as OpenAI does. */
export const openaiLikeFamily: Family = tableFamily({ texts: LIKE_TEXTS, statuses: LIKE_STATUSES });

const WITH_BODY: ReadonlySet<string> = new Set<FaultKind>([
  "BadRequestError",
  "ContentPolicyViolationError",
  "ImageFetchError",
  "InternalServerError",
  "RateLimitError",
]);

const RAISED_AGAIN: readonly FaultKind[] = [
  "APIConnectionError",
  "AuthenticationError",
  "BadGatewayError",
  "BadRequestError",
  "ContentPolicyViolationError",
  "ContextWindowExceededError",
  "ImageFetchError",
  "InternalServerError",
  "NotFoundError",
  "RateLimitError",
  "ServiceUnavailableError",
  "UnsupportedParamsError",
];

/** The error of LiteLLM's own that a LiteLLM proxy tells in words (`extract_and_raise_litellm_exception`). */
export function toldByProxy({ text, body }: Raised): Verdict | undefined {
  const [, name] = /litellm\.(\w+Error)/.exec(text) ?? [];
  const kind = RAISED_AGAIN.find((known) => known === name);
  if (kind === undefined) return undefined;
  return { kind, isAlone: true, ...(body !== undefined && WITH_BODY.has(kind) && { body }) };
}
