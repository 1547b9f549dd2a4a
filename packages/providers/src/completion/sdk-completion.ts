import type { Json } from "@lintel/core/json";
import { BOOL, dictOf, FLOAT, INT, listOf, modelOf, oneOf, optional, type Shape, TEXT, variants } from "./sdk-shape.ts";

const tokens = optional(INT);

const usage = modelOf(
  {
    completion_tokens: INT,
    prompt_tokens: INT,
    total_tokens: INT,
    completion_tokens_details: optional(
      modelOf(
        {
          accepted_prediction_tokens: tokens,
          audio_tokens: tokens,
          reasoning_tokens: tokens,
          rejected_prediction_tokens: tokens,
        },
        [],
      ),
    ),
    prompt_tokens_details: optional(
      modelOf({ audio_tokens: tokens, cache_write_tokens: tokens, cached_tokens: tokens }, []),
    ),
  },
  ["completion_tokens", "prompt_tokens", "total_tokens"],
);

const bytes = optional(listOf(INT));
const topLogprob = modelOf({ token: TEXT, bytes, logprob: FLOAT }, ["token", "logprob"]);
const logprob = modelOf({ token: TEXT, bytes, logprob: FLOAT, top_logprobs: listOf(topLogprob) }, [
  "token",
  "logprob",
  "top_logprobs",
]);

const toolCalls = listOf(
  variants({
    function: modelOf({ id: TEXT, function: modelOf({ arguments: TEXT, name: TEXT }), type: oneOf("function") }),
    custom: modelOf({ id: TEXT, custom: modelOf({ input: TEXT, name: TEXT }), type: oneOf("custom") }),
  }),
);

const citation = modelOf({ end_index: INT, start_index: INT, title: TEXT, url: TEXT });

const message = modelOf(
  {
    content: optional(TEXT),
    refusal: optional(TEXT),
    role: oneOf("assistant"),
    annotations: optional(listOf(modelOf({ type: oneOf("url_citation"), url_citation: citation }))),
    audio: optional(modelOf({ id: TEXT, data: TEXT, expires_at: INT, transcript: TEXT })),
    function_call: optional(modelOf({ arguments: TEXT, name: TEXT })),
    tool_calls: optional(toolCalls),
  },
  ["role"],
);

const choice = modelOf(
  {
    finish_reason: oneOf("stop", "length", "tool_calls", "content_filter", "function_call"),
    index: INT,
    logprobs: optional(modelOf({ content: optional(listOf(logprob)), refusal: optional(listOf(logprob)) }, [])),
    message,
  },
  ["finish_reason", "index", "message"],
);

const verdict = modelOf({
  categories: dictOf(BOOL),
  category_applied_input_types: dictOf(listOf(oneOf("text", "image"))),
  category_scores: dictOf(FLOAT),
  flagged: BOOL,
  model: TEXT,
  type: oneOf("moderation_result"),
});
const moderated = variants({
  moderation_results: modelOf({ model: TEXT, results: listOf(verdict), type: oneOf("moderation_results") }),
  error: modelOf({ code: TEXT, message: TEXT, type: oneOf("error") }),
});

const completion: Shape = modelOf({
  id: TEXT,
  choices: listOf(choice),
  created: INT,
  model: TEXT,
  object: oneOf("chat.completion"),
  moderation: optional(modelOf({ input: moderated, output: moderated })),
  service_tier: optional(oneOf("auto", "default", "flex", "scale", "priority", "fast")),
  system_fingerprint: optional(TEXT),
  usage: optional(usage),
});

/** A reply as the OpenAI SDK (2.54.0) makes it a `ChatCompletion` and dumps that: every field in the SDK's order, then the rest. */
export function sdkCompletion(reply: Json): Json {
  return completion.construct(reply);
}
