import type { Reply, Step } from "@lintel/core";
import { refuse } from "./refuse.ts";
import type { MessagesCall, MessagesState, MessagesVendor } from "./types.ts";

interface Reading {
  readonly call: MessagesCall;
  readonly vendor: MessagesVendor;
  readonly state: MessagesState | undefined;
}

/** An [Anthropic message](https://docs.anthropic.com/en/api/messages) as LiteLLM's gateway answers it. */
export function fromMessages(reply: Reply, { call, vendor }: Reading): Step<MessagesState> {
  return refuse(call, { vendor, failure: { raised: { text: "replies are not read", status: 500, head: reply } } });
}
