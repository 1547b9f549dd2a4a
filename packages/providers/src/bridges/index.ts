import type { Bridge } from "@lintel/core";
import { messagesOverChat } from "./messages-over-chat/index.ts";

/** How LiteLLM serves one route over another. */
export const bridges: readonly Bridge[] = [messagesOverChat];
