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

/** A request whose head has come, with what the gateway has found out of it. */
export interface Admitted {
  /** The largest body in bytes that is taken. */
  readonly limit: number;
}

/** All that a server asks of a gateway. Nothing here throws. */
export interface Pipeline<A extends Admitted = Admitted> {
  /** Takes a request by its head. */
  admit(head: RequestHead): A;
  /** Answers a request; its whole body is there. */
  serve(admitted: A, body: Uint8Array, reply: Reply): void;
  /** Answers a request whose body is larger than its limit. */
  refuse(admitted: A, reply: Reply): void;
}
