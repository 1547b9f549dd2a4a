import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { type Answering, NodeReply } from "./node-reply.ts";

/** Connections that have theirs. */
const answered = new WeakSet<Socket>();

/** Milliseconds that a caller has to read an answer while what it still sends is thrown away. */
const LINGER_MS = 1000;

/**
 * The last answer of a connection whose request is not read to its end. It closes once the caller has sent all, or a while later:
 * closed at once, what is unread would make the system reset the connection, and the caller might never see the answer.
 */
export class LastReply extends NodeReply {
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, response: ServerResponse, answering: Answering) {
    super(response, answering);
    this.#request = request;
    this.#response = response;
    response.shouldKeepAlive = false;
    answered.add(request.socket);
  }

  /** Whether a connection has its last answer: what follows on it may be the rest of a body that was not read, and is no request. */
  static isOn(socket: Socket): boolean {
    return answered.has(socket);
  }

  override end(piece?: string | Uint8Array): void {
    if (piece !== undefined) this.write(piece);
    const request = this.#request;
    const response = this.#response;
    const timer = setTimeout(finish, LINGER_MS);
    function finish(): void {
      clearTimeout(timer);
      response.end(() => request.destroy());
    }
    request.once("end", finish);
    request.once("close", finish);
    request.resume();
  }
}
