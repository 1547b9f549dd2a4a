import type { ReplyHead, StreamMode } from "@lintel/core";
import type { MessagesExchange, MessagesVendor } from "./types.ts";

/** A streamed [Anthropic message](https://docs.anthropic.com/en/docs/build-with-claude/streaming) as chunks. */
export function messagesStream(_head: ReplyHead, _exchange: MessagesExchange, _vendor: MessagesVendor): StreamMode {
  return { stream: "whole", chunks: () => [] };
}
