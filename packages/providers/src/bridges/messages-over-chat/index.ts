import type { Bridge } from "@lintel/core";
import { cross } from "./cross.ts";
import { texts } from "./texts.ts";

/** Anthropic's messages over chat completions: LiteLLM's `LiteLLMMessagesToCompletionTransformationHandler`. */
export const messagesOverChat: Bridge = { name: "messages-over-chat", cross, texts };
