import type { FaultKind } from "./fault.ts";
import type { JsonObject } from "./json/index.ts";
import type { Need, Supplied } from "./need.ts";
import type { Plan } from "./plan.ts";
import type { ReplyHead, TransportFailure } from "./reply.ts";
import type { TextLimits } from "./usage/count-text.ts";
import type { Counted } from "./usage/count-texts.ts";

export { type GatheredBytes, gatheredBytes } from "./bytes/gathered-bytes.ts";
export { isCredentialHeader } from "./credential-header.ts";
export { reveal, Secret } from "./secret.ts";
export { shownUrl } from "./slot-url.ts";
export { type Counted, countTexts } from "./usage/count-texts.ts";

/** The part of an AbortSignal that a host needs. */
export interface Signal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** One read of a body: bytes, its end, or what broke it. */
export type BodyRead =
  | { readonly read: "bytes"; readonly bytes: Uint8Array }
  | { readonly read: "end" }
  | { readonly read: "failed"; readonly failure: TransportFailure };

/** A body as it arrives. One read at a time; `cancel` closes the connection, also during a read. */
export interface BodyReader {
  /** All of the body, where it came with its head: it need not be read then. */
  readonly whole?: Uint8Array;
  read(): Promise<BodyRead>;
  cancel(): void;
}

export type Sent =
  | { readonly sent: true; readonly head: ReplyHead; readonly body: BodyReader }
  | { readonly sent: false; readonly failure: TransportFailure };

/** Why a need is not answered. */
export interface Unsupplied {
  readonly supplied: false;
  readonly message: string;
  /** LiteLLM's exception class, where an argument of the caller is to blame; `APIConnectionError` by the host otherwise. */
  readonly kind?: FaultKind;
  /** That argument. */
  readonly param?: string;
  readonly failure?: TransportFailure;
}

export type Answer<N extends Need = Need> = { readonly supplied: true; readonly value: Supplied<N> } | Unsupplied;

/** Texts to be counted. */
export interface CountRequest {
  /** A name as in a `ranks` need. */
  readonly tokenizer: string;
  readonly texts: readonly string[];
  readonly limits: TextLimits;
}

/** All that a call needs from the world. Nothing here rejects: failures are values. */
export interface Host {
  /** The largest whole reply it reads, in bytes; `RUN_LIMITS` say how large where it tells none. */
  readonly replyBytes?: number;
  /** Sends one plan, secrets joined and the exact bytes signed. Redirects to another origin lose credentials. */
  send(plan: Plan, signal?: Signal): Promise<Sent>;
  /** Supplies what the client does not hold itself: tokens, bytes, ranks, and secrets from a store. */
  supply<N extends Need>(need: N, signal?: Signal): Promise<Answer<N>>;
  /** Counts the tokens of texts, all together, outside of this thread; a host without it supplies ranks instead. */
  count?(request: CountRequest, signal?: Signal): Promise<Counted>;
  /** The same host in another environment, where it has one, and under LiteLLM's module flags that are about hosts: for what is asked of it from now on. */
  within?(env: Readonly<Record<string, string | undefined>>, settings?: JsonObject): Host;
  /** Waits the milliseconds, or until the signal aborts. */
  wait(ms: number, signal?: Signal): Promise<void>;
  /** Unix time in milliseconds. */
  now(): number;
  /** 16 random bytes as 32 hexadecimal digits. */
  id(): string;
}
