import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { messageEvents, messageReply } from "./messages-replies.ts";
import { chatEvents, chatReply, embeddingsReply, ocrReply } from "./replies.ts";
import { responseEvents, responseReply } from "./responses-replies.ts";
import { type DemoServer, json, type Received, serve } from "./server.ts";

async function stream(response: ServerResponse, frames: readonly string[], gapMs: number): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "x-request-id": "req_demo" });
  for (const frame of frames) {
    if (response.destroyed) return;
    response.write(`${frame}\n\n`);
    await pause(gapMs);
  }
  response.end();
}

const WRONG_KEY = {
  error: {
    message: "Incorrect API key provided.",
    type: "invalid_request_error",
    param: null,
    code: "invalid_api_key",
  },
} as const;

/** What a request asks for, as far as the mock looks at it. */
interface Asked {
  readonly model?: string;
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly input?: string | readonly string[];
}

interface Answer {
  whole(asked: Asked): object;
  frames?(asked: Asked): readonly string[];
}

function named(events: readonly object[]): readonly string[] {
  return events.map((event) => `event: ${"type" in event ? event.type : ""}\ndata: ${JSON.stringify(event)}`);
}

const ANSWERS: Readonly<Record<string, Answer>> = {
  "/v1/chat/completions": {
    whole: chatReply,
    frames: (asked) => chatEvents(asked.stream_options?.include_usage === true).map((event) => `data: ${event}`),
  },
  "/v1/messages": { whole: messageReply, frames: () => named(messageEvents()) },
  "/v1/responses": { whole: responseReply, frames: () => named(responseEvents()) },
  "/v1/embeddings": {
    whole: ({ model = "", input = "" }) => embeddingsReply(model, Array.isArray(input) ? input.length : 1),
  },
  "/v1/ocr": { whole: ({ model = "" }) => ocrReply(model) },
};

function isKnown({ headers }: Received): boolean {
  return headers.authorization === "Bearer sk-demo" || headers["x-api-key"] === "sk-demo";
}

/** A provider on loopback that speaks OpenAI's, Anthropic's and Mistral's words; `gapMs` paces streams. */
export function mockProvider({ gapMs }: { readonly gapMs: number }): Promise<DemoServer> {
  return serve(async (received, response) => {
    if (!isKnown(received)) return json(response, 401, { value: WRONG_KEY });
    const answer = ANSWERS[received.path];
    if (answer === undefined)
      return json(response, 404, { value: { error: { message: "Not found", type: "invalid_request_error" } } });
    const asked: Asked = received.body === "" ? {} : JSON.parse(received.body);
    if (asked.stream === true && answer.frames !== undefined) return stream(response, answer.frames(asked), gapMs);
    json(response, 200, { value: answer.whole(asked) });
  });
}
