import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bytes: Uint8Array;
}

export interface DemoServer {
  readonly url: string;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}

export function json(
  response: ServerResponse,
  status: number,
  { value, headers = {} }: { readonly value: object; readonly headers?: Readonly<Record<string, string>> },
): void {
  response.writeHead(status, { "content-type": "application/json", "x-request-id": "req_demo", ...headers });
  response.end(JSON.stringify(value));
}

/** A server on a free port of loopback that remembers what it was asked. */
export async function serve(
  answer: (request: Received, response: ServerResponse) => void | Promise<void>,
): Promise<DemoServer> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const bytes = await bytesOf(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const one = { method: request.method ?? "", path: request.url ?? "", headers, body: bytes.toString("utf8"), bytes };
    received.push(one);
    try {
      await answer(one, response);
    } catch (error) {
      json(response, 500, { value: { error: { message: String(error) } } });
    }
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
