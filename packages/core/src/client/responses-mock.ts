import { float, type JsonObject } from "../json/index.ts";
import { ownedResponseId } from "../responses/response-id.ts";
import type { Answering } from "./front.ts";

const ID = "resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b";

/** Whose answer it stands for. */
interface Owner {
  readonly provider: string;
  readonly model: string;
  readonly modelId?: string;
}

function answer(text: string, { model: _, ...owner }: Owner): JsonObject {
  return {
    id: ownedResponseId({ ...owner, id: ID }),
    created_at: 1741476542,
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model: "gpt-4.1-2025-04-14",
    object: "response",
    output: [
      {
        id: "msg_67ccd2bf17f0819081ff3bb2cf6508e60bb6a6b452d3795b",
        content: [{ annotations: [], text, type: "output_text", logprobs: null }],
        role: "assistant",
        status: "completed",
        type: "message",
        phase: null,
      },
    ],
    parallel_tool_calls: true,
    temperature: float(1),
    tool_choice: "auto",
    tools: [],
    top_p: float(1),
    max_output_tokens: null,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    status: "completed",
    text: { format: { type: "text" } },
    truncation: "disabled",
    usage: {
      input_tokens: 36,
      input_tokens_details: {
        audio_tokens: null,
        cached_tokens: 0,
        cached_tokens_details: null,
        image_tokens: null,
        text_tokens: null,
        video_tokens: null,
      },
      output_tokens: 87,
      output_tokens_details: { audio_tokens: null, reasoning_tokens: null, text_tokens: null },
      total_tokens: 123,
      cost: null,
    },
    user: null,
    store: true,
  };
}

/** LiteLLM's `mock_responses_api_response`: the answer to a call that names it itself, whole even where a stream is asked for. */
export function mockResponse(text: string, owner: Owner): Answering {
  const { provider, model } = owner;
  return {
    read: "answer",
    afterMs: 0,
    losses: [],
    named: { provider, model },
    answer: () => ({ answer: "value", value: answer(text, owner) }),
  };
}
