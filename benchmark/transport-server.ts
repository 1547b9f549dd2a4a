import { createServer, type Socket } from "node:net";
import { parentPort } from "node:worker_threads";

// Answers on sight of a request's end: what is measured is the client.
const BODY = JSON.stringify({ id: "chatcmpl-bench", text: "x".repeat(980) });
const HEAD = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ndate: Sun, 22 Nov 2026 08:00:00 GMT\r\nx-request-id: req-bench\r\ncontent-length: ${BODY.length}\r\n\r\n`;
const ANSWER = Buffer.from(HEAD + BODY);

const server = createServer({ noDelay: true }, (socket: Socket) => {
  socket.on("data", (bytes) => {
    if (bytes.at(-1) === 0x7d) socket.write(ANSWER);
  });
  socket.on("error", () => undefined);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") parentPort?.postMessage(address.port);
});
