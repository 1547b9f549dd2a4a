import { isWithin } from "./request-url.ts";
import type { ChatCall, ChatVendor } from "./types.ts";

/** What the OpenAI SDK's model of a chunk names and LiteLLM's does not: dumped before the rest. */
export const SDK_MEMBERS: readonly string[] = ["moderation", "service_tier"];

/** Whether an endpoint is asked for a stream's usage without being told. */
export function asksUsage({ target }: ChatCall, { usageDomain }: Pick<ChatVendor, "usageDomain">): boolean {
  return usageDomain !== undefined && isWithin(target.base ?? "", usageDomain);
}
