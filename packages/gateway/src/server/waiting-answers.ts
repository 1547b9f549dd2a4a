import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Answers that may wait behind another on one connection: a caller who sends requests and reads nothing makes thousands of each 64 KB it sends. */
const MOST = 128;

/** Whether a request may be answered behind those before it on its connection; where not, the connection is cut. */
export type MayWait = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Counts the answers that wait on each connection; one that nothing is before, as nearly all are, costs a look. */
export function waitingAnswers(): MayWait {
  const waiting = new WeakMap<Socket, number>();
  return ({ socket }, response) => {
    // An answer has its connection once it is its turn.
    if (response.socket !== null) return true;
    const count = (waiting.get(socket) ?? 0) + 1;
    waiting.set(socket, count);
    response.once("close", () => waiting.set(socket, (waiting.get(socket) ?? 1) - 1));
    if (count > MOST) socket.destroy();
    return count <= MOST;
  };
}
