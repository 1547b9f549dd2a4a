import type { Adapter } from "../adapter.ts";
import type { Bridge } from "../bridge.ts";
import type { Settings } from "../call.ts";
import type { Client } from "../client/client.ts";
import type { ProviderDirectory } from "../client/directory.ts";
import type { Kwargs } from "../client/front.ts";
import type { JsonObject } from "../json/index.ts";
import type { Plan } from "../plan.ts";
import type { TransportFailure } from "../reply.ts";

/** One canned answer of a provider: the next in order, or the next for an address that contains `match`. */
export type CannedReply = { readonly match?: string } & (
  | {
      readonly status: number;
      readonly headers: readonly (readonly [name: string, value: string])[];
      readonly body: Uint8Array;
    }
  | { readonly failure: TransportFailure }
);

/** A call and what the provider answers: what a law is tried on. */
export interface Sample {
  readonly id: string;
  readonly method: keyof Client;
  readonly kwargs: Kwargs;
  readonly settings?: Settings;
  readonly env?: Readonly<Record<string, string>>;
  readonly replies: readonly CannedReply[];
}

/** What is under test: adapters, found the way users find them. */
export interface Subject {
  readonly adapters: readonly Adapter[];
  readonly providers: ProviderDirectory;
  readonly bridges?: readonly Bridge[];
  /**
   * Whether a streamed body, as far as it is given here, has reached its wire's terminal condition
   * (openai-chat: `[DONE]`, or a finish_reason for every choice). Undefined for what is no stream of this wire.
   */
  isComplete?(body: Uint8Array): boolean | undefined;
  /** The reply to the same call, not streamed, that a streamed body amounts to: an accumulator in the provider's own dialect. */
  accumulate?(body: Uint8Array): CannedReply | undefined;
  /** The whole answer that the chunks of a route other than chat amount to. */
  fold?(chunks: readonly JsonObject[]): JsonObject | undefined;
  /** What of a whole answer a stream tells; all of it unless given. */
  summarise?(value: JsonObject): JsonObject;
  /** Whether a request goes to the issuer of signed thoughts: true, false, or undefined where nobody can know. */
  isIssuer?(plan: Plan): boolean | undefined;
}
