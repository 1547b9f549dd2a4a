import type { Exchange, Need, Needs } from "@lintel/core";
import type { ChatState, ChatVendor } from "../openai-chat/index.ts";

/** Who completes texts as OpenAI's instruct models do, through LiteLLM's OpenAI client. */
export type TextVendor = Pick<
  ChatVendor,
  "provider" | "label" | "connection" | "supported" | "noKey" | "optionHeaders"
>;

export interface TextNeeds extends Needs {
  readonly key: Extract<Need, { need: "secret" }>;
}

export type TextExchange = Exchange<"chat", TextNeeds, ChatState>;
