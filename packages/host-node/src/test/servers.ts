import { createServer as createHttp, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { selfSigned } from "./self-signed.ts";

/** A server of one test on a free loopback port, closed with the test. */
export interface TestServer {
  readonly origin: string;
  readonly port: number;
  /** Connections accepted so far, closed ones too. */
  readonly sockets: readonly Socket[];
  /** Resolves when the first connection is closed. */
  readonly closed: Promise<void>;
}

export type Respond = (request: IncomingMessage, response: ServerResponse) => void;

async function listening(server: Server, scheme: string): Promise<TestServer> {
  const sockets: Socket[] = [];
  const closed = new Promise<void>((resolve) => {
    server.on("connection", (socket: Socket) => {
      sockets.push(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => resolve());
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  });
  return { origin: `${scheme}://127.0.0.1:${port}`, port, sockets, closed };
}

export function serve(respond: Respond): Promise<TestServer> {
  return listening(createHttp(respond), "http");
}

export function serveTls(credentials: ReturnType<typeof selfSigned>, respond: Respond): Promise<TestServer> {
  return listening(createHttps(credentials, respond), "https");
}

/** A server that speaks no HTTP but what the test writes. */
export function serveRaw(accept: (socket: Socket) => void, scheme = "http"): Promise<TestServer> {
  return listening(createTcp(accept), scheme);
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createTcp();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

/** The whole body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces);
}
