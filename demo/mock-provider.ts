import type { ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { chatEvents, chatReply, ocrReply } from "./replies.ts";
import { type DemoServer, json, serve } from "./server.ts";

async function stream(response: ServerResponse, events: readonly string[], gapMs: number): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "x-request-id": "req_demo" });
  for (const event of events) {
    if (response.destroyed) return;
    response.write(`data: ${event}\n\n`);
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

/** A provider on loopback that speaks OpenAI's chat and Mistral's OCR; `gapMs` paces streams. */
export function mockProvider({ gapMs }: { readonly gapMs: number }): Promise<DemoServer> {
  return serve(async ({ headers, body, path }, response) => {
    if (headers.authorization !== "Bearer sk-demo") return json(response, 401, { value: WRONG_KEY });
    const asked = JSON.parse(body);
    if (path === "/v1/ocr") return json(response, 200, { value: ocrReply(asked.model) });
    if (path !== "/v1/chat/completions")
      return json(response, 404, { value: { error: { message: "Not found", type: "invalid_request_error" } } });
    if (asked.stream === true) return stream(response, chatEvents(asked.stream_options?.include_usage === true), gapMs);
    json(response, 200, { value: chatReply() });
  });
}
