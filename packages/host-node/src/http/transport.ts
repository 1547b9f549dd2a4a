import type { Readable } from "node:stream";
import type { Timeouts } from "@lintel/core";
import type { Sent, Signal } from "@lintel/core/host";
import type { PrintedHead, Refusal } from "./pool/request-head.ts";

/** A request's body as a connection takes it. */
export type Payload = string | Uint8Array | Readable;

/** One request to one origin, secrets in place. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly body: Payload | null;
  readonly timeouts: Required<Timeouts>;
  /** Its head in print, where it is remembered. */
  readonly printed?: (() => PrintedHead | Refusal) | undefined;
}

/** What carries requests to where they go, and keeps connections between them. */
export interface Transport {
  /** Sends one request. Deadlines and the caller's abort take effect in every phase, and close the connection. */
  exchange(request: Request, signal?: Signal): Promise<Sent>;
  /** Lets every connection go; what is under way ends as aborted. */
  close(): Promise<void>;
}
