import type { Repeat, Send } from "@lintel/core";
import { print } from "@lintel/core/json";
import { areAsGiven } from "./request-messages.ts";
import type { ChatCall, ChatState, ChatVendor } from "./types.ts";

/** A body as far as its messages, which stand first in it; undefined where they cannot be printed. */
function beginning({ input: { messages } }: ChatCall): string | undefined {
  const printed = print(messages, "wireCompact");
  return printed.ok ? `{"messages":${printed.text}` : undefined;
}

/** The requests of calls that differ from one in their messages alone, where they are sent as they are. */
export function repeatChat(
  step: Send<ChatState>,
  { like, vendor }: { readonly like: ChatCall; readonly vendor: ChatVendor },
): Repeat<"chat", ChatState> | undefined {
  const { plan } = step;
  const first = areAsGiven(like, vendor) ? beginning(like) : undefined;
  if (first === undefined || plan.body?.body !== "text" || !plan.body.text.startsWith(first)) return undefined;
  const rest = plan.body.text.slice(first.length);
  return {
    step(call) {
      const begins = areAsGiven(call, vendor) ? beginning(call) : undefined;
      if (begins === undefined) return undefined;
      return { ...step, plan: { ...plan, body: { body: "text", text: begins + rest } } };
    },
  };
}
