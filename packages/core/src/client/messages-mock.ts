import type { JsonObject } from "../json/index.ts";
import type { Answering } from "./front.ts";
import { mockFault } from "./mock-fault.ts";

const MESSAGE: JsonObject = {
  id: "msg_013Zva2CMHLNnXjNJJKqJ2EF",
  model: "claude-sonnet-4-20250514",
  role: "assistant",
  stop_reason: "end_turn",
  stop_sequence: null,
  type: "message",
  usage: { input_tokens: 2095, output_tokens: 503 },
};

const ACTED: readonly string[] = [
  "litellm.InternalServerError",
  "litellm.ContextWindowExceededError",
  "litellm.RateLimitError",
];

interface Who {
  readonly provider: string;
  readonly model: string;
}

/** LiteLLM's `mock_response` of a messages call: a whole message, of a call that asks for a stream too. */
export function mockMessage(reply: string, { provider, model }: Who): Answering {
  const fault = ACTED.includes(reply) ? mockFault(reply, { provider, model, label: provider }) : undefined;
  const value = { content: [{ text: reply, type: "text" }], ...MESSAGE };
  return {
    read: "answer",
    afterMs: 0,
    losses: [],
    answer: () => (fault === undefined ? { answer: "value", value } : { answer: "fault", fault }),
  };
}
