import { type AddressInfo, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A provider that speaks no HTTP but what the test writes. */
export interface RawUpstream {
  readonly url: string;
  /** Connections accepted so far, closed ones too. */
  readonly sockets: readonly Socket[];
  /** Whole requests as they came. */
  readonly requests: readonly string[];
}

const HEAD_END = "\r\n\r\n";

/** The length of the first whole request in a text, or nothing while it is not whole. */
function wholeLength(text: string): number | undefined {
  const end = text.indexOf(HEAD_END);
  if (end === -1) return undefined;
  const told = /^content-length: *(\d+)\r?$/im.exec(text.slice(0, end + 2));
  const length = end + HEAD_END.length + Number(told?.[1] ?? 0);
  return text.length >= length ? length : undefined;
}

/** A provider of one test on a free port of loopback: answers each whole request as the test writes it, and remembers what it was asked unless it is to forget. */
export async function rawUpstream(
  answer: (socket: Socket, request: string) => void,
  { forgets = false }: { readonly forgets?: boolean } = {},
): Promise<RawUpstream> {
  const sockets: Socket[] = [];
  const open = new Set<Socket>();
  const requests: string[] = [];
  const server = createServer((socket) => {
    if (!forgets) sockets.push(socket);
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => undefined);
    let held = "";
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      held += text;
      for (let length = wholeLength(held); length !== undefined; length = wholeLength(held)) {
        const request = held.slice(0, length);
        held = held.slice(length);
        if (!forgets) requests.push(request);
        answer(socket, request);
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, sockets, requests };
}

/** Status line and headers of an answer. */
export function head(status: string, headers: Readonly<Record<string, string | number>> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`;
}

/** A whole answer. */
export function whole(status: string, type: string, body: string): string {
  return head(status, { "content-type": type, "content-length": Buffer.byteLength(body) }) + body;
}

/** The head of a stream of events that ends with its connection, and its first pieces. */
export function eventStream(...pieces: readonly string[]): string {
  return head("200 OK", { "content-type": "text/event-stream", connection: "close" }) + pieces.join("");
}

/** A port nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
