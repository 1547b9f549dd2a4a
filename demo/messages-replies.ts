import { STORY } from "./replies.ts";

const USAGE = { input_tokens: 21, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 34 };

const MESSAGE = {
  id: "msg_demo0001",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5-20250929",
  stop_sequence: null,
} as const;

/** A whole message (https://docs.anthropic.com/en/api/messages). */
export function messageReply(): object {
  return { ...MESSAGE, content: [{ type: "text", text: STORY.join("") }], stop_reason: "end_turn", usage: USAGE };
}

/** The events of a streamed message, in order. */
export function messageEvents(): readonly { readonly type: string }[] {
  const message = { ...MESSAGE, content: [], stop_reason: null, usage: { ...USAGE, output_tokens: 1 } };
  return [
    { type: "message_start", message },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "ping" },
    ...STORY.map((text) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } })),
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn", stop_sequence: null }, usage: { output_tokens: 34 } },
    { type: "message_stop" },
  ] as readonly { readonly type: string }[];
}
