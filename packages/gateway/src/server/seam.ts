/** The head of a request. */
export interface RequestHead {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  /** By lower-case name; the values of a repeated one joined as HTTP joins them. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Name and value in turn, as sent. */
  readonly rawHeaders: readonly string[];
  /** The caller's address. */
  readonly remote: string | undefined;
}

/** Where an answer goes. After `end` or `abort` nothing more is taken. */
export interface Reply {
  /** Status and headers, name and value in turn; once, before anything else. */
  head(status: number, headers: readonly string[]): void;
  /** A piece of the body; `false` when the caller reads slower than it comes: wait for `drained`. */
  write(piece: string | Uint8Array): boolean;
  /** Resolves when more is wanted, or the caller has gone. */
  drained(): Promise<void>;
  /** The whole answer, or a stream's end. */
  end(piece?: string | Uint8Array): void;
  /** Cuts the connection: what was told is not the whole. */
  abort(): void;
  /** Whether the caller has gone, or the answer has ended. */
  readonly closed: boolean;
  /** Called once if the caller goes away before the end. */
  onGone(listener: () => void): void;
}

/** All that a server asks of a gateway: the whole body is there, within the gateway's bound. */
export interface Pipeline {
  /** The largest body in bytes that is taken, by what the head says. */
  limit(head: RequestHead): number;
  /** Answers; never throws. */
  serve(head: RequestHead, body: Uint8Array, reply: Reply): void;
  /** Answers a request whose body was larger than `limit`. */
  refuse(head: RequestHead, reply: Reply): void;
}
