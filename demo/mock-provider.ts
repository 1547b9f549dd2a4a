import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { chatEvents, chatReply, ocrReply } from "./replies.ts";

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface MockProvider {
  readonly url: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

function json(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { "content-type": "application/json", "x-request-id": "req_demo" });
  response.end(JSON.stringify(value));
}

async function stream(response: ServerResponse, events: readonly string[], gapMs: number): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "x-request-id": "req_demo" });
  for (const event of events) {
    if (response.destroyed) return;
    response.write(`data: ${event}\n\n`);
    await pause(gapMs);
  }
  response.end();
}

/** A provider on loopback that speaks OpenAI's chat and Mistral's OCR; `gapMs` paces streams. */
export async function mockProvider({ gapMs }: { readonly gapMs: number }): Promise<MockProvider> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    received.push({ method: request.method ?? "", path: request.url ?? "", headers, body });
    if (headers.authorization !== "Bearer sk-demo") {
      json(response, 401, {
        error: {
          message: "Incorrect API key provided.",
          type: "invalid_request_error",
          param: null,
          code: "invalid_api_key",
        },
      });
      return;
    }
    const asked = JSON.parse(body);
    if (request.url === "/v1/ocr") json(response, 200, ocrReply(asked.model));
    else if (request.url !== "/v1/chat/completions")
      json(response, 404, { error: { message: "Not found", type: "invalid_request_error" } });
    else if (asked.stream === true)
      await stream(response, chatEvents(asked.stream_options?.include_usage === true), gapMs);
    else json(response, 200, chatReply());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
