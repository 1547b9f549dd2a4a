import type { Repeat, Send } from "@lintel/core";
import { repeated } from "../repeated.ts";
import { areAsGiven } from "./request-messages.ts";
import type { ChatCall, ChatState, ChatVendor } from "./types.ts";

/** The requests of calls that differ from one in the texts of their messages alone, where those are sent as they are. */
export function repeatChat(
  step: Send<ChatState>,
  { like, vendor }: { readonly like: ChatCall; readonly vendor: ChatVendor },
): Repeat<"chat", ChatState> | undefined {
  if (!areAsGiven(like, vendor)) return undefined;
  return repeated(step, {
    like,
    printer: "wireCompact",
    turns: "messages",
    members: ({ input: { messages } }) => ({ messages }),
  });
}
