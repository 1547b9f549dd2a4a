import type { Bridge } from "@lintel/core";
import { cross } from "./cross.ts";

/** The Responses API over chat completions: LiteLLM's `LiteLLMCompletionTransformationHandler`. */
export const responsesOverChat: Bridge = { name: "responses-over-chat", cross };
