import { halves, objectsIn, type Request, type Said, type ToolCall, toolCallOf } from "./provider.ts";

const ID = "resp_68af4030592c81938ec0a5fbab4a3e9f05438e46b5f69a3b";
const TEXT_ID = "msg_68af40337e58819392e935fb404414d005438e46b5f69a3b";
const CALL_ID = "fc_68af4033805c8193a8a5cf1e0c9a1b0a05438e46b5f69a3b";

const USAGE = {
  input_tokens: 19,
  input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
  output_tokens: 10,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 29,
};

type Item = Readonly<Record<string, unknown>>;

function response({ body }: Request, more: object): Item {
  const { instructions = null, tools = [], tool_choice = "auto", metadata = {}, store = true } = body;
  return {
    id: ID,
    object: "response",
    created_at: 1_763_800_000,
    status: "completed",
    background: false,
    error: null,
    incomplete_details: null,
    instructions,
    max_output_tokens: null,
    model: "gpt-4o-mini-2024-07-18",
    output: [],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    service_tier: "default",
    store,
    temperature: 1,
    text: { format: { type: "text" }, verbosity: "medium" },
    tool_choice,
    tools,
    top_logprobs: 0,
    top_p: 1,
    truncation: "disabled",
    usage: null,
    user: null,
    metadata,
    ...more,
  };
}

function textItem(text: string, status: string): Item {
  const content = status === "completed" ? [{ type: "output_text", annotations: [], logprobs: [], text }] : [];
  return { id: TEXT_ID, type: "message", status, role: "assistant", content };
}

function callItem({ name, input }: ToolCall, status: string): Item {
  const args = status === "completed" ? JSON.stringify(input) : "";
  return { id: CALL_ID, type: "function_call", status, arguments: args, call_id: "call_Wx1", name };
}

function textEvents(text: string): readonly Item[] {
  const at = { item_id: TEXT_ID, output_index: 0, content_index: 0 };
  const words = text.match(/\S+\s*/g) ?? [];
  const part = (said: string): Item => ({ type: "output_text", annotations: [], logprobs: [], text: said });
  return [
    { type: "response.output_item.added", output_index: 0, item: textItem(text, "in_progress") },
    { type: "response.content_part.added", ...at, part: part("") },
    ...words.map((delta) => ({ type: "response.output_text.delta", ...at, delta, logprobs: [], obfuscation: "x7Qe" })),
    { type: "response.output_text.done", ...at, text, logprobs: [] },
    { type: "response.content_part.done", ...at, part: part(text) },
    { type: "response.output_item.done", output_index: 0, item: textItem(text, "completed") },
  ];
}

function callEvents(call: ToolCall): readonly Item[] {
  const at = { item_id: CALL_ID, output_index: 0 };
  const type = "response.function_call_arguments";
  const args = JSON.stringify(call.input);
  return [
    { type: "response.output_item.added", output_index: 0, item: callItem(call, "in_progress") },
    ...halves(args).map((delta) => ({ type: `${type}.delta`, ...at, delta, obfuscation: "p0" })),
    { type: `${type}.done`, ...at, arguments: args },
    { type: "response.output_item.done", output_index: 0, item: callItem(call, "completed") },
  ];
}

function streamed(request: Request, events: readonly Item[], output: readonly Item[]): Said {
  const begun = response(request, { status: "in_progress" });
  const all = [
    { type: "response.created", response: begun },
    { type: "response.in_progress", response: begun },
    ...events,
    { type: "response.completed", response: response(request, { output, usage: USAGE }) },
  ];
  return {
    frames: all.map(
      (event, sequence_number) => `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number })}\n\n`,
    ),
  };
}

function wantsTool({ tools, input }: Request["body"]): boolean {
  return objectsIn(tools).length > 0 && !objectsIn(input).some(({ type }) => type === "function_call_output");
}

/** OpenAI's Responses API (https://platform.openai.com/docs/api-reference/responses): one tool call where tools are offered, then text. */
export function createResponse(request: Request): Said {
  const { body } = request;
  const call = wantsTool(body) ? toolCallOf(request) : undefined;
  const text = objectsIn(body.tools).length > 0 ? "It is 18 degrees in Ulm." : "Hello there, caller!";
  const output = [call ? callItem(call, "completed") : textItem(text, "completed")];
  if (body.stream === true) return streamed(request, call ? callEvents(call) : textEvents(text), output);
  return { json: response(request, { output, usage: USAGE }) };
}

/** What is stored under an id, to be read, deleted or cancelled. */
export function storedResponse(request: Request): Said | undefined {
  const [path = ""] = request.path.split("?");
  if (!path.includes(ID))
    return {
      status: 404,
      json: {
        error: {
          message: `Response with id '${path}' not found.`,
          type: "invalid_request_error",
          param: null,
          code: null,
        },
      },
    };
  if (request.method === "DELETE") return { json: { id: ID, object: "response", deleted: true } };
  if (path.endsWith("/input_items"))
    return { json: { object: "list", data: [], first_id: "", last_id: "", has_more: false } };
  if (path.endsWith("/cancel")) return { json: response(request, { status: "cancelled", background: true }) };
  return { json: response(request, { output: [textItem("Hello there, caller!", "completed")], usage: USAGE }) };
}
