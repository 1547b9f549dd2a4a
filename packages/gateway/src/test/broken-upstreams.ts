import type { Socket } from "node:net";
import { eventStream, head, whole } from "./raw-upstream.ts";

/** A provider that fails before it has told anything. */
export interface Broken {
  readonly fault: string;
  readonly status: number;
  /** What the message has to say. */
  readonly says: RegExp;
  /** Who is to blame: a bound of the gateway's own unless the provider. */
  readonly origin?: "host";
  answer(socket: Socket): void;
}

const BEGUN = `${head("200 OK", { "content-type": "application/json", "content-length": 1000 })}{"id":`;
/** What LiteLLM says of a provider that fails without a word of its own. */
export const INTERNAL = /^litellm\.(InternalServerError|APIConnectionError|APIError|MidStreamFallbackError): /;
const PAGE = "<html><body>502 Bad Gateway</body></html>";

export const BROKEN: readonly Broken[] = [
  {
    fault: "resets the connection",
    status: 500,
    says: INTERNAL,
    answer: (socket) => socket.resetAndDestroy(),
  },
  { fault: "closes without an answer", status: 500, says: INTERNAL, answer: (socket) => socket.end() },
  {
    fault: "resets in the middle of a body",
    status: 500,
    says: INTERNAL,
    answer: (socket) => socket.write(BEGUN, () => socket.resetAndDestroy()),
  },
  { fault: "closes in the middle of a body", status: 500, says: INTERNAL, answer: (socket) => socket.end(BEGUN) },
  { fault: "is silent", status: 408, says: /^litellm\.Timeout: .*(timed out|Timeout)/, answer: () => undefined },
  {
    fault: "answers JSON that is none",
    status: 500,
    says: INTERNAL,
    answer: (socket) => socket.write(whole("200 OK", "application/json", '{"id": nonsense')),
  },
  {
    fault: "answers a page",
    status: 500,
    says: /<html>/,
    answer: (socket) => socket.write(whole("200 OK", "text/html", PAGE)),
  },
  {
    fault: "fails with a page",
    status: 502,
    says: /^litellm\.BadGatewayError: .*<html><body>502/,
    answer: (socket) => socket.write(whole("502 Bad Gateway", "text/html", PAGE)),
  },
  {
    fault: "answers with a gigantic header",
    status: 500,
    origin: "host",
    says: INTERNAL,
    answer: (socket) => socket.write(head("200 OK", { "x-gigantic": "a".repeat(1_000_000) })),
  },
  {
    fault: "speaks another protocol",
    status: 500,
    says: INTERNAL,
    answer: (socket) => socket.write("SSH-2.0-OpenSSH_9.6\r\n"),
  },
];

/** A provider whose stream fails once it has begun. */
export interface Cut {
  readonly cut: string;
  answer(socket: Socket, begun: string): void;
}

export const CUTS: readonly Cut[] = [
  { cut: "closed after its first events", answer: (socket, begun) => socket.end(eventStream(begun)) },
  {
    cut: "reset after its first events",
    answer: (socket, begun) => socket.write(eventStream(begun), () => setTimeout(() => socket.resetAndDestroy(), 20)),
  },
  { cut: "closed inside an event", answer: (socket, begun) => socket.end(eventStream(begun, 'data: {"id":"chatc')) },
  {
    cut: "closed inside a character",
    answer: (socket, begun) =>
      socket.end(Buffer.concat([Buffer.from(eventStream(begun, 'data: {"id":"')), Buffer.of(0xc3)])),
  },
  { cut: "silent after its first events", answer: (socket, begun) => socket.write(eventStream(begun)) },
  {
    cut: "a line without end",
    answer: (socket, begun) => {
      const piece = "x".repeat(1024 * 1024);
      const push = (): void => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.write(eventStream(begun));
      socket.on("drain", push);
      push();
    },
  },
];
