import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { isMalformed } from "./is-malformed.ts";
import { LastReply } from "./last-reply.ts";
import { type Answering, NodeReply } from "./node-reply.ts";
import { printedHeads } from "./printed-heads.ts";
import type { Admitted, Pipeline, RequestHead } from "./seam.ts";
import { waitingAnswers } from "./waiting-answers.ts";

/** Where a server listens, and what it allows a caller. */
export interface ListenOptions {
  readonly port: number;
  /** The address listened on. */
  readonly host: string;
  /** Milliseconds a caller may take to send a request's head; 60,000 unless given. */
  readonly headersMs?: number;
  /** Milliseconds a caller may take to send a whole request; 300,000 unless given. */
  readonly requestMs?: number;
  /** Milliseconds an idle connection is kept; 75,000 unless given: longer than the proxies in front keep theirs. */
  readonly keepAliveMs?: number;
  /** Milliseconds a caller may take nothing of an answer that waits for it; 300,000 unless given. */
  readonly stallMs?: number;
  /** The largest head of a request, in bytes; 65,536 unless given. */
  readonly headBytes?: number;
  /** Whether others listen on the same port who say so, too: the system spreads connections over them. */
  readonly sharesPort?: boolean;
  /** Hears of connections that could not be accepted. */
  onError?(error: Error): void;
}

/** A server that listens. */
export interface Listening {
  readonly port: number;
  readonly url: string;
  /** Takes no more requests, and resolves when those in flight are answered, or `graceMs` later with what is left cut. */
  close(graceMs: number): Promise<void>;
}

const DEFAULTS = {
  headersMs: 60_000,
  requestMs: 300_000,
  keepAliveMs: 75_000,
  stallMs: 300_000,
  headBytes: 65_536,
} as const;

/** How often a server that closes looks for connections that have nothing left to do. */
const SWEEP_MS = 50;

/** How often the deadlines of requests are looked at, at least: Node.js itself would do so every 30 seconds. */
const CHECK_MS = 5_000;

/** The head of a request, its headers looked at only if somebody does. */
class NodeHead implements RequestHead {
  readonly method: string;
  readonly target: string;
  readonly rawHeaders: readonly string[];
  readonly #request: IncomingMessage;

  constructor(request: IncomingMessage) {
    this.#request = request;
    this.method = request.method ?? "";
    this.target = request.url ?? "";
    this.rawHeaders = request.rawHeaders;
  }

  get headers(): Readonly<Record<string, string | undefined>> {
    // Only `set-cookie` is ever a list, which no request has.
    return this.#request.headers as Readonly<Record<string, string | undefined>>;
  }

  get remote(): string | undefined {
    return this.#request.socket.remoteAddress;
  }
}

const NOTHING = new Uint8Array(0);

/** Pieces of a body that are joined as they come: a chunk may be a byte, and each piece takes two hundred. */
const MOST_LOOSE = 1024;

interface Serving<A extends Admitted> extends Answering {
  readonly pipeline: Pipeline<A>;
}

/** A request that has come. */
interface Come {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Whether its caller waits to hear that the body is wanted. */
  readonly waits: boolean;
}

/** Reads the body within the pipeline's bound, then serves it. What is too large is refused as soon as that is known. */
function take<A extends Admitted>(serving: Serving<A>, { request, response, waits }: Come): void {
  const { pipeline } = serving;
  const admitted = pipeline.admit(new NodeHead(request));
  const { limit } = admitted;
  let pieces: Buffer[] | undefined;
  let joined = 0;
  let first: Buffer | undefined;
  let size = 0;

  function refuse(): void {
    request.off("data", onData);
    request.off("end", onEnd);
    pipeline.refuse(admitted, new LastReply(request, response, serving));
  }

  function onData(piece: Buffer): void {
    size += piece.length;
    if (size > limit) refuse();
    else if (first === undefined) first = piece;
    else {
      pieces ??= [first];
      pieces.push(piece);
      if (pieces.length - joined > MOST_LOOSE) pieces.push(Buffer.concat(pieces.splice(joined++)));
    }
  }

  function onEnd(): void {
    const body = pieces === undefined ? (first ?? NOTHING) : Buffer.concat(pieces, size);
    pipeline.serve(admitted, body, new NodeReply(response, serving));
  }

  const told = waits && isChunked(request) ? 1 : Number(request.headers["content-length"] ?? 0);
  if (told > limit) refuse();
  else {
    if (waits) response.writeContinue();
    request.on("data", onData);
    request.on("end", onEnd);
  }
}

function isChunked({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined;
}

const INVALID = "Invalid HTTP request received.";

/** Refuses a request in the words of LiteLLM's server. */
function refuseMalformed(answering: Answering, { request, response }: Come): void {
  const reply = new LastReply(request, response, answering);
  reply.head(400, ["content-length", String(INVALID.length), "content-type", "text/plain; charset=utf-8"]);
  reply.end(INVALID);
}

interface Stopping {
  readonly server: Server;
  readonly sockets: Iterable<Socket>;
  readonly graceMs: number;
}

function stop({ server, sockets, graceMs }: Stopping): Promise<void> {
  function closeIdle(): void {
    server.closeIdleConnections();
    // To Node.js a connection that has said nothing yet is none of them.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    // A connection whose answer had begun stays open after it.
    const sweep = setInterval(closeIdle, SWEEP_MS);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(sweep);
      resolve();
    });
    closeIdle();
  });
}

/** Serves a pipeline over `node:http`, the strict parser of Node.js in front. */
export function listen<A extends Admitted>(pipeline: Pipeline<A>, options: ListenOptions): Promise<Listening> {
  const { port, host, headersMs, requestMs, keepAliveMs, stallMs, headBytes } = { ...DEFAULTS, ...options };
  // An import asks the module for everything it exports, its WebSocket too, and with it 11 MB that nobody here needs.
  const { createServer } = process.getBuiltinModule("node:http");
  const sockets = new Set<Socket>();
  const serving = { pipeline, heads: printedHeads(keepAliveMs), stallMs };
  const server = createServer(
    {
      noDelay: true,
      keepAliveTimeout: keepAliveMs,
      headersTimeout: headersMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(CHECK_MS, headersMs / 2, requestMs / 2),
      maxHeaderSize: headBytes,
      insecureHTTPParser: false,
      // It is looked for here: the parser knows none that is told twice.
      requireHostHeader: false,
      joinDuplicateHeaders: true,
    },
    (request, response) => answer({ request, response, waits: false }),
  );
  const mayWait = waitingAnswers();
  function answer(come: Come): void {
    // Node.js 22 reads on behind a request that was answered for the last time.
    if (LastReply.isOn(come.request.socket)) return;
    if (!mayWait(come.request, come.response)) return;
    if (!server.listening) come.response.shouldKeepAlive = false;
    if (isMalformed(come.request)) refuseMalformed(serving, come);
    else take(serving, come);
  }
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("checkContinue", (request, response) => answer({ request, response, waits: true }));
  // Whatever else a caller expects, it is answered.
  server.on("checkExpectation", (request, response) => answer({ request, response, waits: false }));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, reusePort: options.sharesPort === true }, () => {
      server.off("error", reject);
      // A connection that cannot be accepted, for want of descriptors, ends nothing but itself.
      server.on("error", (error) => options.onError?.(error));
      const { port: bound, address, family } = server.address() as AddressInfo;
      const name = family === "IPv6" ? `[${address}]` : address;
      resolve({ port: bound, url: `http://${name}:${bound}`, close: (graceMs) => stop({ server, sockets, graceMs }) });
    });
  });
}
