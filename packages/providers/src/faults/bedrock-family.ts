import type { Family, Row, Verdict } from "./family.ts";
import { tableFamily } from "./table-family.ts";

const USER_FIRST =
  "\n. Pass in default user message via `completion(..,user_continue_message=)` or enable `litellm.modify_params=True`.\nFor Proxy: do via `litellm_settings::modify_params: True` or user_continue_message under `litellm_params`";
const DUMMY =
  "\n. Enable 'litellm.modify_params=True' (for PROXY do: `litellm_settings::modify_params: True`) to insert a dummy assistant message and fix this error.";

/** Failures known by their text, in LiteLLM's order (`_map_bedrock_exception`). */
const TEXTS: readonly Row[] = [
  {
    when: [
      ["too many tokens"],
      ["expected maxLength:"],
      ["Input is too long"],
      ["prompt is too long"],
      ["prompt: length: 1.."],
      ["Too many input tokens"],
    ],
    verdict: { kind: "ContextWindowExceededError", after: ": Context Window Error" },
  },
  {
    when: [["Conversation blocks and tool result blocks cannot be provided in the same turn."]],
    verdict: { kind: "BadRequestError", close: DUMMY },
  },
  { when: [["Malformed input request"]], verdict: { kind: "BadRequestError" } },
  {
    when: [["A conversation must start with a user message."]],
    verdict: { kind: "BadRequestError", close: USER_FIRST },
  },
  {
    when: [["Unable to locate credentials"], ["The security token included in the request is invalid"]],
    verdict: { kind: "AuthenticationError", after: " Invalid Authentication" },
  },
  {
    when: [["AccessDeniedException"]],
    verdict: { kind: "PermissionDeniedError", after: " PermissionDeniedError" },
  },
  {
    when: [["throttlingException"], ["ThrottlingException"]],
    verdict: { kind: "RateLimitError", after: ": Rate Limit Error" },
  },
  {
    when: [["Connect timeout on endpoint URL"], ["timed out"]],
    verdict: { kind: "Timeout", after: ": Timeout Error" },
  },
  { when: [["Could not process image"]], verdict: { kind: "InternalServerError" } },
];

const STATUSES: Readonly<Record<number, Verdict>> = {
  400: { kind: "BadRequestError" },
  401: { kind: "AuthenticationError" },
  404: { kind: "NotFoundError" },
  500: { kind: "ServiceUnavailableError" },
};

const OF_THE_ASKED: Readonly<Record<number, Verdict>> = {
  408: { kind: "Timeout" },
  422: { kind: "BadRequestError" },
  429: { kind: "RateLimitError" },
  503: { kind: "ServiceUnavailableError" },
  504: { kind: "Timeout", status: 504 },
};

const TOO_LONG = /prompt tokens \((\d+)\) exceed model maximum \((\d+)\)/;

/** What Mantle says of a prompt that is too long (`_get_bedrock_mantle_context_window_message`). */
function tooLong(text: string): string | undefined {
  if (!text.includes("invalid_request_error") && !text.includes("validation_error")) return undefined;
  const [, tokens, most] = TOO_LONG.exec(text) ?? [];
  return tokens === undefined ? undefined : `prompt is too long: ${tokens} tokens > ${most} maximum`;
}

/** LiteLLM's mapping for Bedrock; some statuses are told of the provider that was asked. */
export function bedrockFamily(provider: "bedrock" | "bedrock_mantle"): Family {
  const asked = Object.entries(OF_THE_ASKED).map(([status, verdict]) => [status, { ...verdict, provider }] as const);
  const family = tableFamily({
    named: { provider: "bedrock", label: "Bedrock" },
    texts: TEXTS,
    statuses: { ...STATUSES, ...Object.fromEntries(asked) },
  });
  if (provider === "bedrock") return family;
  return (raised) => {
    const text = tooLong(raised.text);
    return text === undefined ? family(raised) : { kind: "ContextWindowExceededError", text, isAlone: true };
  };
}
