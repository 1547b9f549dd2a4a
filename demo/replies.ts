/** What the mock provider answers: our own words in the shape of the providers' API references. */
export const STORY = [
  "A lintel",
  " is the beam",
  " that carries",
  " the load",
  " above an opening",
  ":",
  " the wall rests on it",
  ", and",
  " the way through",
  " stays clear",
  ". Naïve",
  " façades",
  " hide it",
  "; good ones",
  " show it. 🧱",
] as const;

const CHUNK = {
  id: "chatcmpl-demo0001",
  object: "chat.completion.chunk",
  created: 1_700_000_000,
  model: "gpt-4o-2024-08-06",
  service_tier: "default",
  system_fingerprint: "fp_demo",
} as const;

const USAGE = {
  prompt_tokens: 21,
  completion_tokens: 34,
  total_tokens: 55,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
} as const;

function chunk(delta: object, finish: string | null): object {
  return { ...CHUNK, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], usage: null };
}

/** The events of a streamed chat completion, in order, `[DONE]` included. */
export function chatEvents(includeUsage: boolean): readonly string[] {
  const chunks = [
    chunk({ role: "assistant", content: "", refusal: null }, null),
    ...STORY.map((content) => chunk({ content }, null)),
    chunk({}, "stop"),
    ...(includeUsage ? [{ ...CHUNK, choices: [], usage: USAGE }] : []),
  ];
  return [...chunks.map((it) => JSON.stringify(it)), "[DONE]"];
}

/** A whole chat completion. */
export function chatReply(): object {
  const message = { role: "assistant", content: STORY.join(""), refusal: null, annotations: [] };
  return {
    ...CHUNK,
    object: "chat.completion",
    choices: [{ index: 0, message, logprobs: null, finish_reason: "stop" }],
    usage: USAGE,
  };
}

/** A document of two pages as Mistral's OCR answers it. */
export function ocrReply(model: string): object {
  const dimensions = { dpi: 200, height: 2200, width: 1700 };
  return {
    pages: [
      {
        index: 0,
        markdown: "# Statement of work\n\nThe lintel over the north door is renewed in oak.",
        images: [],
        dimensions,
      },
      {
        index: 1,
        markdown:
          "| item | length | price |\n| --- | --- | --- |\n| oak beam | 2.40 m | 310.00 |\n| fixing | 4 | 18.50 |",
        images: [
          {
            id: "img-0.jpeg",
            top_left_x: 120,
            top_left_y: 300,
            bottom_right_x: 900,
            bottom_right_y: 1100,
            image_base64: null,
          },
        ],
        dimensions,
      },
    ],
    model,
    document_annotation: null,
    usage_info: { pages_processed: 2, doc_size_bytes: 48_213 },
  };
}

/** Embeddings of so many texts, a few numbers each. */
export function embeddingsReply(model: string, texts: number): object {
  const data = Array.from({ length: texts }, (_, index) => ({
    object: "embedding",
    index,
    embedding: [0.0123, -0.0456, 0.0789, index / 8],
  }));
  return { object: "list", data, model, usage: { prompt_tokens: 6 * texts, total_tokens: 6 * texts } };
}
