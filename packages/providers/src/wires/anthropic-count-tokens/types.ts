import type { Call, Connection, Exchange, Fault, Need, Needs } from "@lintel/core";
import type { FaultContext, Raised } from "../../faults/index.ts";

/** Who counts the tokens of a request, and where. */
export interface CountVendor {
  /** LiteLLM's slug. */
  readonly provider: string;
  /** Its name in LiteLLM's messages, such as "Anthropic". */
  readonly label: string;
  readonly connection: Connection;
  /** What is said where there is no key. */
  readonly noKey: string;
  /** The beta that the API once was, which LiteLLM still names. */
  readonly beta: string;
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
