import type { Fault, Loss, Usage } from "@lintel/core";

/** Who served a call. */
export interface CallDeployment {
  readonly id: string;
  readonly name: string;
  /** The provider's name of the model, without its prefix. */
  readonly model: string;
  readonly apiBase?: string | undefined;
}

/** Who asks: the lower-case SHA-256 of a key, in hexadecimal, and its alias. */
export interface CallKey {
  readonly hash: string;
  readonly alias?: string;
  readonly isMaster?: boolean;
}

/** What a call failed of. */
export interface CallFault extends Pick<Fault, "kind" | "status" | "message" | "origin"> {
  /** LiteLLM's exception class, where it is none of a provider's: `ProxyModelNotFoundError`. */
  readonly exception?: string | undefined;
  /** What broke the connection, in the system's words. */
  readonly cause?: string | undefined;
}

/** What is left of a provider's rate limits. */
export interface Remaining {
  readonly requests?: number | undefined;
  readonly tokens?: number | undefined;
}

/** What one request came to, told once when its last byte has been handed over. Never holds a body or a key. */
export interface CallRecord {
  /** `x-litellm-call-id`. */
  readonly id: string;
  readonly method: string;
  /** The path without its query. */
  readonly path: string;
  /** The route's pattern, where the path holds an id: `/v1/responses/{response_id}`. */
  readonly route?: string | undefined;
  /** The endpoint's name: `chat`, `messages`, `responses`, `ocr`, `embeddings`, `models`, `health` … */
  readonly endpoint: string;
  /** The HTTP status told to the caller. */
  readonly status: number;
  /** The model the caller asked for. */
  readonly model?: string | undefined;
  readonly deployment?: CallDeployment | undefined;
  readonly provider?: string | undefined;
  readonly key?: CallKey | undefined;
  /** The caller's address. */
  readonly clientIp?: string | undefined;
  readonly userAgent?: string | undefined;
  /** The caller's own user: `user`, `metadata.user_id`, `x-litellm-end-user-id`. */
  readonly endUser?: string | undefined;
  /** The caller's `traceparent` and `tracestate`, as sent. */
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
  readonly streamed: boolean;
  /** Unix time in milliseconds. */
  readonly startedAt: number;
  /** Milliseconds from the first byte of the request to the last of the answer. */
  readonly tookMs: number;
  /** Milliseconds from sending upstream to the upstream's head, of the last attempt. */
  readonly upstreamMs?: number | undefined;
  /** Milliseconds from the start to sending upstream, of the last attempt. */
  readonly sentMs?: number | undefined;
  /** Milliseconds from the start to the last byte of the upstream's answer, of the last attempt. */
  readonly answeredMs?: number | undefined;
  /** Milliseconds from the start to the first chunk of a stream. */
  readonly firstChunkMs?: number | undefined;
  readonly attempts: number;
  readonly usage?: Usage | undefined;
  /** US dollars. */
  readonly cost?: number | undefined;
  readonly fault?: CallFault | undefined;
  /** What is left of the provider's rate limits, as its headers say. */
  readonly remaining?: Remaining | undefined;
  readonly losses: readonly Loss[];
  /** Whether the caller went away before the end. */
  readonly cancelled: boolean;
}

/** Text for `/metrics`. */
export interface Exposition {
  /** The content type. */
  readonly type: string;
  readonly text: string;
}

/** What is known of every call that has ended. */
export interface Ended {
  /** The path without its query. */
  readonly path: string;
  readonly fault?: Pick<Fault, "origin" | "status"> | undefined;
}

/** Whoever wants to know: called after the answer, never awaited, never on the way of a byte. */
export interface Observer {
  /** A request has come. */
  began?(): void;
  /** Whether it wants to hear of a call that ended so, before a record is made of it: of every call unless given. */
  wants?(call: Ended): boolean;
  /** A request is over. */
  ended(record: CallRecord): void;
  /** What `/metrics` tells. */
  exposition?(): Promise<Exposition>;
  /** Lets go of what it holds, what was told already being written. */
  close?(): Promise<void>;
}
