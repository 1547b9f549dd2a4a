import type { Given, Step } from "@lintel/core";
import { refuse } from "./refuse.ts";
import type { MessagesCall, MessagesNeeds, MessagesState, MessagesVendor } from "./types.ts";

/** What a request is made from besides the call. */
export interface Making {
  readonly vendor: MessagesVendor;
  readonly given: Given<MessagesNeeds>;
}

/** The call as one POST of [Anthropic's messages](https://docs.anthropic.com/en/api/messages). */
export function toMessages(call: MessagesCall, { vendor }: Making): Step<MessagesState> {
  return refuse(call, { vendor, failure: { raised: { text: "requests are not made", status: 500 } } });
}
