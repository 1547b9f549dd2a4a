import type { Call, Connection, Exchange, Fault, Loss, Need, Needs } from "@lintel/core";
import type { FaultContext, Raised } from "../../faults/index.ts";
import type { Trait } from "../anthropic-messages/index.ts";
import type { Failure } from "../translation.ts";

/** Who has a Messages API of its own, and what is its own in that. */
export interface NativeVendor {
  /** LiteLLM's slug. */
  readonly provider: string;
  /** Its name in LiteLLM's messages, such as "Anthropic". */
  readonly label: string;
  readonly connection: Connection;
  /** Variables with a bearer token that counts where there is no key. */
  readonly tokens: readonly string[];
  /** What LiteLLM says where there is neither. */
  readonly noKey: string;
  /** Whether a model has a trait. */
  has(model: string, trait: Trait): boolean;
  /** Where a call goes, its base URL completed. */
  url(call: NativeCall): string;
  /** LiteLLM's `exception_type` for the vendor. */
  fault(raised: Raised, context: FaultContext): Fault;
}

export interface NativeNeeds extends Needs {
  readonly key: Extract<Need, { need: "secret" }>;
  readonly token: Extract<Need, { need: "secret" }>;
}

/** How far a call has come: whether the request goes out again after a broken connection, or without its thinking. */
export type NativeState = {
  readonly again: boolean;
  readonly withoutThinking: boolean;
};

export type NativeCall = Call<"messages">;
export type NativeExchange = Exchange<"messages", NativeNeeds, NativeState>;

/** What a translation tells of itself besides its value; of failures the first counts. */
export interface Notes {
  lose(loss: Loss): void;
  raise(failure: Failure): void;
}

/** The model a request is for, and who brings it. */
export interface Addressee {
  readonly call: NativeCall;
  readonly vendor: NativeVendor;
}

export type Making = Addressee & Notes;
