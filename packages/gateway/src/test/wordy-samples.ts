/** A call in which much is a word: what it asks, what its provider answers, whole and piece by piece. */
export interface WordySample {
  readonly lane: string;
  readonly path: string;
  readonly model: string;
  readonly asked: object;
  readonly answer: object;
  readonly events: readonly object[];
}

const SCHEMA = { type: "object", properties: { city: { type: "string", description: "d" } }, required: ["city"] };
const IMAGE = "data:image/png;base64,iVBORw0KGgo=";

const CHAT = {
  service_tier: "auto",
  reasoning_effort: "low",
  stop: ["x"],
  modalities: ["text"],
  response_format: { type: "json_object" },
  tool_choice: { type: "function", function: { name: "weather" } },
  tools: [{ type: "function", function: { name: "weather", parameters: SCHEMA } }],
  metadata: { a: "b" },
  messages: [
    { role: "system", content: "s" },
    {
      role: "user",
      content: [
        { type: "text", text: "t" },
        { type: "image_url", image_url: { url: IMAGE, detail: "low" } },
      ],
    },
    {
      role: "assistant",
      content: "a",
      tool_calls: [{ id: "c1", type: "function", function: { name: "weather", arguments: "{}" } }],
    },
    { role: "tool", tool_call_id: "c1", content: "18" },
    { role: "user", content: "go" },
  ],
};

const MESSAGES = {
  max_tokens: 100,
  service_tier: "auto",
  metadata: { user_id: "u" },
  system: [{ type: "text", text: "s", cache_control: { type: "ephemeral", ttl: "5m" } }],
  tool_choice: { type: "tool", name: "weather" },
  tools: [
    { name: "weather", input_schema: SCHEMA },
    { type: "web_search_20250305", name: "web_search", user_location: { type: "approximate", city: "x" } },
  ],
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "t" },
        { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } },
      ],
    },
    { role: "assistant", content: [{ type: "tool_use", id: "c1", name: "weather", input: { city: "Ulm" } }] },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "c1", content: [{ type: "text", text: "18" }] }] },
  ],
};

const RESPONSES = {
  service_tier: "auto",
  reasoning: { effort: "low", summary: "auto" },
  text: { format: { type: "text" }, verbosity: "low" },
  truncation: "auto",
  metadata: { a: "b" },
  tools: [{ type: "function", name: "weather", parameters: SCHEMA }],
  input: [
    { type: "message", role: "user", content: [{ type: "input_text", text: "t" }] },
    { type: "function_call", id: "f", call_id: "c1", name: "weather", arguments: "{}", status: "completed" },
    { type: "function_call_output", call_id: "c1", output: "18" },
  ],
};

const CALL = { id: "c1", type: "function", function: { name: "weather", arguments: "{}" } };
const USAGE = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };

const CHAT_ANSWER = {
  id: "c",
  object: "chat.completion",
  created: 1,
  model: "gpt-4o-mini",
  service_tier: "default",
  choices: [
    {
      index: 0,
      finish_reason: "tool_calls",
      message: { role: "assistant", content: "hi", refusal: null, tool_calls: [CALL] },
    },
  ],
  usage: USAGE,
};

function chunk(delta: object, finish_reason: string | null = null): object {
  const { id, created, model } = CHAT_ANSWER;
  return { id, object: "chat.completion.chunk", created, model, choices: [{ index: 0, delta, finish_reason }] };
}

const CHAT_EVENTS = [
  chunk({ role: "assistant", content: "hi" }),
  chunk({ tool_calls: [{ index: 0, ...CALL }] }),
  chunk({}, "tool_calls"),
  { ...chunk({}), choices: [], service_tier: "default", usage: USAGE },
];

const MESSAGE = {
  id: "m",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5",
  stop_reason: "tool_use",
  content: [
    { type: "text", text: "hi", citations: [{ type: "char_location", cited_text: "x" }] },
    { type: "tool_use", id: "c1", name: "weather", input: { city: "Ulm" } },
  ],
  usage: { input_tokens: 3, output_tokens: 2, service_tier: "standard" },
};

const MESSAGE_EVENTS = [
  { type: "message_start", message: { ...MESSAGE, content: [], stop_reason: null } },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "hello" } },
  { type: "content_block_stop", index: 0 },
  { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } },
  { type: "message_stop" },
];

const RESPONSE = {
  id: "r",
  object: "response",
  created_at: 1,
  status: "completed",
  model: "gpt-4o-mini",
  service_tier: "default",
  output: [
    { type: "reasoning", id: "rs", summary: [{ type: "summary_text", text: "t" }] },
    {
      type: "message",
      id: "m",
      role: "assistant",
      status: "completed",
      content: [{ type: "output_text", text: "hi", annotations: [] }],
    },
    { type: "function_call", id: "f", call_id: "c1", name: "weather", arguments: "{}", status: "completed" },
  ],
  usage: { input_tokens: 3, output_tokens: 2, total_tokens: 5 },
};

const RESPONSE_EVENTS = [
  { type: "response.created", response: { ...RESPONSE, status: "in_progress", output: [] } },
  { type: "response.output_item.added", output_index: 1, item: RESPONSE.output[1] },
  { type: "response.output_text.delta", item_id: "m", output_index: 1, content_index: 0, delta: "hi" },
  { type: "response.completed", response: RESPONSE },
];

const OPENAI_CHAT = { model: "openai/gpt-4o-mini", answer: CHAT_ANSWER, events: CHAT_EVENTS };
const OPENAI_RESPONSES = { model: "openai/gpt-4o-mini", answer: RESPONSE, events: RESPONSE_EVENTS };
const ANTHROPIC = { model: "anthropic/claude-sonnet-4-5", answer: MESSAGE, events: MESSAGE_EVENTS };

const BY_CHAT = { path: "/v1/chat/completions", asked: CHAT };
const BY_MESSAGES = { path: "/v1/messages", asked: MESSAGES };
const BY_RESPONSES = { path: "/v1/responses", asked: RESPONSES };

/** Each way there is through the gateway. */
export const WORDY_SAMPLES: readonly WordySample[] = [
  { lane: "a chat with OpenAI", ...BY_CHAT, ...OPENAI_CHAT },
  { lane: "a chat with Anthropic", ...BY_CHAT, ...ANTHROPIC },
  { lane: "messages with Anthropic", ...BY_MESSAGES, ...ANTHROPIC },
  { lane: "messages with OpenAI", ...BY_MESSAGES, ...OPENAI_RESPONSES },
  { lane: "responses of OpenAI", ...BY_RESPONSES, ...OPENAI_RESPONSES },
  { lane: "responses of Anthropic", ...BY_RESPONSES, ...ANTHROPIC },
];
