import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { dechunked } from "./chunks.ts";
import type { Content, ScriptedAnswer, Seen } from "./recorded.ts";

const UNSCRIPTED =
  'HTTP/1.1 418 Unscripted\r\ncontent-type: application/json\r\ncontent-length: 34\r\n\r\n{"error":{"message":"unscripted"}}';

/** A listener on a free port of loopback that answers from a script, byte for byte. */
export interface ScriptedUpstream {
  readonly port: number;
  play(script: readonly ScriptedAnswer[]): void;
  readonly seen: readonly Seen[];
  readonly left: number;
  close(): void;
}

/** Bytes as text where they are text. */
export function contentOf(bytes: Buffer): Content {
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : { $b64: bytes.toString("base64") };
}

function headOf(text: string): Omit<Seen, "body"> {
  const [first = "", ...lines] = text.split("\r\n");
  const [method = "", path = ""] = first.split(" ");
  const headers = lines.map((line) => {
    const at = line.indexOf(":");
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
  });
  return { method, path, headers };
}

/** The next whole request in what has come, and what follows it. */
function requestIn(pending: Buffer): { readonly seen: Seen; readonly rest: Buffer } | undefined {
  const end = pending.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = headOf(pending.subarray(0, end).toString("latin1"));
  const after = pending.subarray(end + 4);
  const told = (name: string): string | undefined => head.headers.find(([it]) => it === name)?.[1];
  if (told("transfer-encoding") === "chunked") {
    const { body, end: last } = dechunked(after);
    return last === undefined ? undefined : { seen: { ...head, body: contentOf(body) }, rest: after.subarray(last) };
  }
  const length = Number(told("content-length") ?? 0);
  if (after.length < length) return undefined;
  const seen = length === 0 ? head : { ...head, body: contentOf(after.subarray(0, length)) };
  return { seen, rest: after.subarray(length) };
}

/** Whether the connection lives on. */
async function answer(
  socket: Socket,
  { pieces, wait = 0, pause = 0, pauses = [], ending }: ScriptedAnswer,
): Promise<boolean> {
  if (wait > 0) await sleep(wait * 1000);
  for (const [at, piece] of pieces.entries()) {
    socket.write(piece);
    const seconds = pauses[at] ?? pause;
    if (seconds > 0) await sleep(seconds * 1000);
  }
  if (ending === "reset") socket.resetAndDestroy();
  if (ending === "close") socket.end();
  return ending === undefined;
}

/** Starts a scripted upstream. */
export async function scriptedUpstream(): Promise<ScriptedUpstream> {
  const sockets = new Set<Socket>();
  let script: ScriptedAnswer[] = [];
  let seen: Seen[] = [];

  function nextAnswer(asked: Seen): ScriptedAnswer {
    seen.push(asked);
    const said = `${asked.path} ${JSON.stringify(asked.body ?? "")}`;
    const at = script.findIndex(({ match = "" }) => said.includes(match));
    const [found] = at < 0 ? [] : script.splice(at, 1);
    return found ?? { pieces: [UNSCRIPTED] };
  }

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    let pending = Buffer.alloc(0);
    let queue = Promise.resolve(true);
    socket.on("data", (bytes) => {
      pending = Buffer.concat([pending, bytes]);
      for (let read = requestIn(pending); read !== undefined; read = requestIn(pending)) {
        pending = Buffer.from(read.rest);
        const reply = nextAnswer(read.seen);
        queue = queue.then(async (isOpen) => isOpen && !socket.destroyed && answer(socket, reply));
      }
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  return {
    port,
    play(next) {
      script = [...next];
      seen = [];
    },
    get seen() {
      return seen;
    },
    get left() {
      return script.length;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
