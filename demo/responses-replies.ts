import { STORY } from "./replies.ts";

const TEXT = STORY.join("");
const ID = "resp_demo0001";
const ITEM = "msg_demo0001";

const USAGE = {
  input_tokens: 21,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 34,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 55,
} as const;

const RESPONSE = {
  id: ID,
  object: "response",
  created_at: 1_700_000_000,
  status: "completed",
  background: false,
  error: null,
  incomplete_details: null,
  instructions: null,
  max_output_tokens: null,
  metadata: {},
  model: "gpt-4o-2024-08-06",
  parallel_tool_calls: true,
  previous_response_id: null,
  reasoning: { effort: null, summary: null },
  store: true,
  temperature: 1,
  text: { format: { type: "text" } },
  tool_choice: "auto",
  tools: [],
  top_p: 1,
  truncation: "disabled",
  user: null,
} as const;

function part(text: string): object {
  return { type: "output_text", annotations: [], logprobs: [], text };
}

function item(status: string, content: readonly object[]): object {
  return { id: ITEM, type: "message", status, role: "assistant", content };
}

/** A whole response (https://platform.openai.com/docs/api-reference/responses/object). */
export function responseReply(): object {
  return { ...RESPONSE, output: [item("completed", [part(TEXT)])], usage: USAGE };
}

/** The events of a streamed response, in order. */
export function responseEvents(): readonly object[] {
  const begun = { ...RESPONSE, status: "in_progress", output: [], usage: null };
  const place = { item_id: ITEM, output_index: 0, content_index: 0 };
  const events = [
    { type: "response.created", response: begun },
    { type: "response.in_progress", response: begun },
    { type: "response.output_item.added", output_index: 0, item: item("in_progress", []) },
    { type: "response.content_part.added", ...place, part: part("") },
    ...STORY.map((delta) => ({ type: "response.output_text.delta", ...place, delta, logprobs: [] })),
    { type: "response.output_text.done", ...place, text: TEXT, logprobs: [] },
    { type: "response.content_part.done", ...place, part: part(TEXT) },
    { type: "response.output_item.done", output_index: 0, item: item("completed", [part(TEXT)]) },
    { type: "response.completed", response: responseReply() },
  ];
  return events.map((event, sequence_number) => ({ ...event, sequence_number }));
}
