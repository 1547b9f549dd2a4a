import type { Call, Connection, Exchange, Fault, Header, Loss, Need, Needs, Secret } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { FaultContext, Raised } from "../../faults/index.ts";

/** What is asked of a vendor that counts; what it is not asked about is lost. */
export interface Question {
  readonly body: JsonObject;
  readonly losses: readonly Loss[];
}

/** In whose words a count is asked for. */
export interface Asking {
  headers(key: Secret): readonly Header[];
  /** The body of the request; undefined where LiteLLM does not ask. */
  question(call: CountCall): Question | undefined;
}

/** Who counts the tokens of a request, and where. */
export interface CountVendor {
  /** LiteLLM's slug. */
  readonly provider: string;
  /** Its name in LiteLLM's messages, such as "Anthropic". */
  readonly label: string;
  readonly connection: Connection;
  /** What is said where there is no key. */
  readonly noKey: string;
  readonly asking: Asking;
  /** Where a call goes. */
  url(call: CountCall): string;
  /** LiteLLM's `exception_type` for the vendor. */
  fault(raised: Raised, context: FaultContext): Fault;
}

export interface CountNeeds extends Needs {
  readonly key: Extract<Need, { need: "secret" }>;
}

/** Whether the request goes out again after a broken connection. */
export type CountState = { readonly again: boolean };

export type CountCall = Call<"count_tokens">;
export type CountExchange = Exchange<"count_tokens", CountNeeds, CountState>;
