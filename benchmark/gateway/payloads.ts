/** The dialects that are asked and answered. */
export type Wire = "chat" | "messages" | "responses";

export const PATHS = {
  chat: "/v1/chat/completions",
  messages: "/v1/messages",
  responses: "/v1/responses",
} as const satisfies Record<Wire, string>;

/** A text that stands in every delta and in every answer. */
export const MARK = "lorem";

/** What stands at the end of a whole stream. */
export const STREAM_END = {
  chat: "[DONE]",
  messages: "message_stop",
  responses: "response.completed",
} as const satisfies Record<Wire, string>;

const RULES =
  "You answer questions of customers of a shop for garden furniture. Be brief, be kind, quote prices in euros with " +
  "tax, never promise a date of delivery, and hand over to a person when somebody is angry or asks for one.";
const TURNS = [
  { role: "user", content: "Good morning! Is the teak bench with two seats still to be had, and what does it cost?" },
  {
    role: "assistant",
    content: "Good morning! Yes, the two-seat teak bench is in stock. It costs 389.00 euros, tax included.",
  },
  {
    role: "user",
    content:
      "Thank you. Would it stand a winter outside in the north of the country, or does it have to be brought inside " +
      "or oiled first? And do you have cushions that fit it, if possible in green?",
  },
];
const ANSWER = `${MARK} ipsum: the bench may stay outside the whole year. ${"Oil keeps its colour; without, it turns grey. ".repeat(8)}`;

const CHAT = { temperature: 0.2, max_tokens: 400 };

/** What a caller sends. */
export const request = {
  chat: (model: string, stream: boolean) => ({
    model,
    messages: [{ role: "system", content: RULES }, ...TURNS],
    ...CHAT,
    ...(stream && { stream }),
  }),
  messages: (model: string, stream: boolean) => ({
    model,
    system: RULES,
    messages: TURNS,
    ...CHAT,
    ...(stream && { stream }),
  }),
  responses: (model: string, stream: boolean) => ({
    model,
    instructions: RULES,
    input: TURNS,
    temperature: 0.2,
    max_output_tokens: 400,
    ...(stream && { stream }),
  }),
} as const satisfies Record<Wire, (model: string, stream: boolean) => object>;

const CHAT_HEAD = {
  id: "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT",
  created: 1741569952,
  model: "gpt-4.1-mini-2025-04-14",
};
const MESSAGE_HEAD = {
  id: "msg_01XFDUDYJgAACzvnptvVoYEL",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5-20250929",
};
const DETAILS = {
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
};

const CHAT_USAGE = { prompt_tokens: 168, completion_tokens: 110, total_tokens: 278, ...DETAILS };

/** What a provider answers at once. */
export const reply: Readonly<Record<Wire, object>> = {
  chat: {
    ...CHAT_HEAD,
    object: "chat.completion",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: ANSWER, refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: CHAT_USAGE,
    service_tier: "default",
    system_fingerprint: "fp_44added55e",
  },
  messages: {
    ...MESSAGE_HEAD,
    content: [{ type: "text", text: ANSWER }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: {
      input_tokens: 168,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
      output_tokens: 110,
      service_tier: "standard",
    },
  },
  responses: {
    id: "resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b",
    object: "response",
    created_at: 1741476542,
    status: "completed",
    error: null,
    incomplete_details: null,
    instructions: RULES,
    max_output_tokens: 400,
    model: "gpt-4.1-mini-2025-04-14",
    output: [
      {
        type: "message",
        id: "msg_67ccd2bf17f0819081ff3bb2cf6508e60bb6a6b452d3795b",
        status: "completed",
        role: "assistant",
        content: [{ type: "output_text", text: ANSWER, annotations: [] }],
      },
    ],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: true,
    temperature: 0.2,
    text: { format: { type: "text" } },
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    truncation: "disabled",
    usage: {
      input_tokens: 168,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 110,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 278,
    },
    user: null,
    metadata: {},
  },
};

/** Events of a stream: what goes before the deltas, one delta, and what comes after. */
export interface Events {
  readonly before: readonly string[];
  /** The one of a number: a gateway may take a text that comes again and again for a model gone astray. */
  delta(at: number): string;
  readonly after: readonly string[];
}

const CHUNK_HEAD = {
  ...CHAT_HEAD,
  object: "chat.completion.chunk",
  service_tier: "default",
  system_fingerprint: "fp_44added55e",
};

function chatChunk(delta: object, more: object = {}): string {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason: null, ...more }];
  return `data: ${JSON.stringify({ ...CHUNK_HEAD, choices, usage: null })}\n\n`;
}

/** The usage of a stream, which gateways ask OpenAI for. */
function usageChunk(): string {
  return `data: ${JSON.stringify({ ...CHUNK_HEAD, choices: [], usage: CHAT_USAGE })}\n\n`;
}

function messageEvent(event: { readonly type: string } & Readonly<Record<string, unknown>>): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** How a provider streams. */
export const events: Readonly<Record<"chat" | "messages", Events>> = {
  chat: {
    before: [chatChunk({ role: "assistant", content: "", refusal: null })],
    delta: (at) => chatChunk({ content: ` ${MARK}${at}` }),
    // The usage that OpenAI tells a gateway that asks for it.
    after: [chatChunk({}, { finish_reason: "stop" }), usageChunk(), "data: [DONE]\n\n"],
  },
  messages: {
    before: [
      messageEvent({
        type: "message_start",
        message: {
          ...MESSAGE_HEAD,
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: {
            input_tokens: 168,
            cache_creation_input_tokens: 0,
            cache_read_input_tokens: 0,
            output_tokens: 1,
            service_tier: "standard",
          },
        },
      }),
      messageEvent({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    ],
    delta: (at) =>
      messageEvent({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: ` ${MARK}${at}` } }),
    after: [
      messageEvent({ type: "content_block_stop", index: 0 }),
      messageEvent({
        type: "message_delta",
        delta: { stop_reason: "end_turn", stop_sequence: null },
        usage: { output_tokens: 110 },
      }),
      messageEvent({ type: "message_stop" }),
    ],
  },
};
