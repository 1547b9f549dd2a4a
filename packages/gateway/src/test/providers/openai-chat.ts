import { halves, objectsIn, type Request, type Said, toolCallOf } from "./provider.ts";

const BASE = { id: "chatcmpl-C1", created: 1_763_800_000, model: "gpt-4o-mini-2024-07-18", service_tier: "default" };
const ENDING = { system_fingerprint: "fp_560af6e559" };

const USAGE = {
  prompt_tokens: 19,
  completion_tokens: 10,
  total_tokens: 29,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
} as const;

/** Whether tools are offered whose results have not come back yet. */
function wantsTool({ tools, messages }: Request["body"]): boolean {
  return objectsIn(tools).length > 0 && !objectsIn(messages).some(({ role }) => role === "tool");
}

function whole(message: object, finish_reason: string): Said {
  const choice = {
    index: 0,
    message: { role: "assistant", content: null, refusal: null, annotations: [], ...message },
    logprobs: null,
    finish_reason,
  };
  return { json: { ...BASE, object: "chat.completion", choices: [choice], usage: USAGE, ...ENDING } };
}

function chunk(more: object): string {
  return `data: ${JSON.stringify({ ...BASE, object: "chat.completion.chunk", ...ENDING, ...more })}\n\n`;
}

function delta(said: object, finish_reason: string | null = null): string {
  return chunk({ choices: [{ index: 0, delta: said, logprobs: null, finish_reason }], usage: null });
}

function streamed(deltas: readonly object[], finish_reason: string, { stream_options }: Request["body"]): Said {
  const told = JSON.stringify(stream_options ?? null).includes('"include_usage":true');
  const frames = [
    ...deltas.map((said) => delta(said)),
    delta({}, finish_reason),
    ...(told ? [chunk({ choices: [], usage: USAGE })] : []),
  ];
  return { frames: [...frames, "data: [DONE]\n\n"] };
}

function callDeltas(call: object, args: string): readonly object[] {
  const begun = { index: 0, id: "call_Wx1", type: "function", function: { ...call, arguments: "" } };
  const parts = halves(args).map((text) => ({ tool_calls: [{ index: 0, function: { arguments: text } }] }));
  return [{ role: "assistant", content: null, refusal: null, tool_calls: [begun] }, ...parts];
}

function called(request: Request): Said {
  const { name, input } = toolCallOf(request);
  const args = JSON.stringify(input);
  if (request.body.stream === true) return streamed(callDeltas({ name }, args), "tool_calls", request.body);
  const call = { id: "call_Wx1", type: "function", function: { name, arguments: args } };
  return whole({ tool_calls: [call] }, "tool_calls");
}

function textDeltas(text: string): readonly object[] {
  const words = text.match(/\S+\s*/g) ?? [];
  return [{ role: "assistant", content: "", refusal: null }, ...words.map((content) => ({ content }))];
}

/** OpenAI's chat completions (https://platform.openai.com/docs/api-reference/chat): one tool call where tools are offered, then text. */
export function chatCompletion(request: Request): Said {
  const { body } = request;
  if (wantsTool(body)) return called(request);
  const text = objectsIn(body.tools).length > 0 ? "It is 18 degrees in Ulm." : "Hello there, caller!";
  return body.stream === true ? streamed(textDeltas(text), "stop", body) : whole({ content: text }, "stop");
}
