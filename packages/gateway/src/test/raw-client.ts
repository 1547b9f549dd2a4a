import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { MASTER_KEY } from "./running.ts";

/** A caller that speaks no HTTP but what the test writes. */
export interface RawClient {
  readonly socket: Socket;
  /** All that has been answered so far. */
  readonly said: string;
  /** Resolves with all that was answered once the gateway has closed. */
  readonly closed: Promise<string>;
}

/** Connects to a gateway, and writes at once if there is something to write. */
export async function rawClient(port: number, text = ""): Promise<RawClient> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  onTestFinished(() => void socket.destroy());
  let said = "";
  const closed = new Promise<string>((resolve) => {
    socket.on("close", () => resolve(said));
  });
  socket.on("error", () => undefined);
  socket.on("data", (bytes: Buffer) => {
    said += bytes.toString("latin1");
  });
  await new Promise<void>((resolve) => {
    socket.once("connect", resolve);
  });
  if (text !== "") socket.write(text, "latin1");
  return {
    socket,
    closed,
    get said() {
      return said;
    },
  };
}

/** The text of a request with the master key. */
export function requestText(
  path: string,
  { headers = [], body = "" }: { readonly headers?: readonly string[]; readonly body?: string } = {},
): string {
  const lines = [
    `POST ${path} HTTP/1.1`,
    "host: gateway",
    `authorization: Bearer ${MASTER_KEY}`,
    "content-type: application/json",
    ...headers,
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}
