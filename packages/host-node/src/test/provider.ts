import type { ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { createLintel } from "../lintel.ts";
import type { Lintel, LintelOptions } from "../sdk-types.ts";
import { bodyOf, serve, type TestServer } from "./servers.ts";

/** What a provider of one test has been asked. */
export interface Asked {
  readonly path: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

export interface TestProvider extends TestServer {
  readonly asked: readonly Asked[];
}

/** A provider on loopback that answers every request as the test says. */
export async function provider(
  answer: (response: ServerResponse, asked: Asked) => void | Promise<void>,
): Promise<TestProvider> {
  const asked: Asked[] = [];
  const server = await serve(async (request, response) => {
    const one = { path: request.url ?? "", headers: request.headers, body: (await bodyOf(request)).toString() };
    asked.push(one);
    await Promise.resolve(answer(response, one)).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  return { ...server, asked };
}

/** Lintel for one test: no environment but the keys given, closed with the test. */
export function lintel(options: LintelOptions = {}): Lintel {
  const env = { OPENAI_API_KEY: "sk-test-key-0123456789", MISTRAL_API_KEY: "mistral-test-key-0123456789" };
  const own = createLintel({ env, ...options });
  onTestFinished(() => own.close());
  return own;
}

export function json(value: unknown, status = 200): (response: ServerResponse) => void {
  return (response) =>
    void response
      .writeHead(status, { "content-type": "application/json", "x-request-id": "req-1" })
      .end(JSON.stringify(value));
}

/** Server-sent events, a pause between them, and an end unless it is cut. */
export function events(
  chunks: readonly unknown[],
  { gapMs = 0, cut = false } = {},
): (response: ServerResponse) => Promise<void> {
  return async (response) => {
    response.writeHead(200, { "content-type": "text/event-stream", "x-request-id": "req-1" });
    for (const chunk of chunks) {
      if (response.destroyed) return;
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
      if (gapMs > 0) await setTimeout(gapMs);
    }
    response.end(cut ? "" : "data: [DONE]\n\n");
  };
}

export const completionReply = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1_700_000_000,
  model: "gpt-4o-mini-2024-07-18",
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: "Hello", refusal: null },
      logprobs: null,
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 },
  system_fingerprint: "fp_1",
} as const;

function chunk(delta: object, finish_reason: string | null = null): object {
  const { id, created, model } = completionReply;
  return {
    id,
    object: "chat.completion.chunk",
    created,
    model,
    system_fingerprint: "fp_1",
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
  };
}

export const textChunks: readonly object[] = [
  chunk({ role: "assistant", content: "", refusal: null }),
  chunk({ content: "Hel" }),
  chunk({ content: "lo" }),
  chunk({}, "stop"),
];

function call(index: number, more: object): object {
  return chunk({ tool_calls: [{ index, ...more }] });
}

export const toolChunks: readonly object[] = [
  chunk({ role: "assistant", content: null }),
  call(0, { id: "call_a", type: "function", function: { name: "weather", arguments: "" } }),
  call(0, { function: { arguments: '{"city":' } }),
  call(0, { function: { arguments: '"Ulm"}' } }),
  call(1, { id: "call_b", type: "function", function: { name: "clock", arguments: "" } }),
  call(1, { function: { arguments: "{}" } }),
  chunk({}, "tool_calls"),
];

export const usageChunk = { ...chunk({}), choices: [], usage: completionReply.usage };

export const ocrReply = {
  pages: [
    {
      index: 0,
      markdown: "# Title",
      images: [
        { id: "img-0.jpeg", top_left_x: 1, top_left_y: 2, bottom_right_x: 3, bottom_right_y: 4, image_base64: null },
      ],
      dimensions: { dpi: 200, height: 2200, width: 1700 },
    },
  ],
  model: "mistral-ocr-2505-completion",
  usage_info: { pages_processed: 1, doc_size_bytes: 1234 },
  document_annotation: null,
} as const;
