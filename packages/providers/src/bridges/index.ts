import type { Bridge } from "@lintel/core";
import { chatOverResponses } from "./chat-over-responses/index.ts";
import { messagesOverChat } from "./messages-over-chat/index.ts";
import { messagesOverResponses } from "./messages-over-responses/index.ts";
import { responsesOverChat } from "./responses-over-chat/index.ts";

/** How LiteLLM serves one route over another. */
export const bridges: readonly Bridge[] = [
  messagesOverChat,
  chatOverResponses,
  messagesOverResponses,
  responsesOverChat,
];
