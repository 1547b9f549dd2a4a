import { FAULT_STATUS, type Fault, type FaultKind } from "../fault.ts";

interface Mocked {
  readonly provider: string;
  readonly model: string;
  /** The provider's name in LiteLLM's texts. */
  readonly label: string;
}

function fault(kind: FaultKind, text: string, more: Partial<Fault>): Fault {
  return { origin: "provider", kind, status: FAULT_STATUS[kind], message: `litellm.${kind}: ${text}`, ...more };
}

const OVERLOADED = 529;

/** Replies LiteLLM takes for a failure to act out, or undefined. */
export function mockFault(reply: string, { provider, model, label }: Mocked): Fault | undefined {
  const who = { provider, model };
  if (reply === "litellm.RateLimitError")
    return fault("RateLimitError", "this is a mock rate limit error", {
      ...who,
      type: "throttling_error",
      code: "429",
    });
  if (reply === "litellm.ContextWindowExceededError")
    return fault(
      "ContextWindowExceededError",
      "litellm.BadRequestError: this is a mock context window exceeded error",
      who,
    );
  if (reply === "litellm.InternalServerError")
    return fault("InternalServerError", "this is a mock internal server error", {
      ...who,
      type: "internal_server_error",
    });
  return reply.startsWith("Exception: content_filter_policy")
    ? fault("BadRequestError", `${label}Exception - litellm.MockException: ${reply}`, who)
    : undefined;
}

/** A failure that LiteLLM acts out in the middle of a stream, or in place of the whole answer. */
export function mockStreamFault(
  reply: string,
  { provider, model, label }: Mocked,
  isStream: boolean,
): Fault | undefined {
  if (!reply.startsWith("Exception: mock_streaming_error")) return undefined;
  const text = `APIError: ${label}Exception - litellm.MockException: This is a mock error raised mid-stream`;
  const more = { provider, model, status: OVERLOADED };
  return isStream ? fault("MidStreamFallbackError", `litellm.APIError: ${text}`, more) : fault("APIError", text, more);
}

/** What `mock_timeout` ends in; LiteLLM names OpenAI as the provider, whoever it is. */
export function mockTimeout(model: string, provider: string): Fault {
  return fault("Timeout", "This is a mock timeout error", { provider, model });
}

/** What a mock of more choices than a provider would make ends in. */
export function tooManyChoices(most: number, who: Pick<Mocked, "provider" | "model">): Fault {
  return fault("BadRequestError", `n must be at most ${most} in a mock`, { origin: "caller", param: "n", ...who });
}
