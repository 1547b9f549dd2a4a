import { type Failed, fail, type Step } from "@lintel/core";
import { type ChatState, refuse, statusError, unansweredFault } from "../openai-chat/index.ts";
import type { TextExchange, TextVendor } from "./types.ts";

/** A text that was not completed: LiteLLM wraps what its OpenAI client raises, and keeps of it the words and the status. */
export function fromFailure(
  failed: Failed,
  { exchange: { call }, vendor }: { readonly exchange: TextExchange; readonly vendor: TextVendor },
): Step<ChatState> {
  if (failed.from === "transport") return fail(unansweredFault(failed.failure, { vendor, call }));
  const { body: _, ...raised } = statusError(failed.reply);
  return refuse(call, { vendor, failure: { raised } });
}
