import type { Call, Connection, Exchange, Fault, Loss, Need, Needs, Policy } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { Raised } from "../../faults/index.ts";

/** What LiteLLM's code raises: an exception it maps for the provider, or one of its own classes. */
export type Failure =
  | {
      readonly raised: Raised;
      /** Whether it comes before the call is handed on, where the model's name has no prefix any more. */
      readonly isEarly?: true;
    }
  | { readonly fault: Fault };

/** What came of a translation: a value and what it lost, or what LiteLLM's code raises. */
export type Translated<T> = { readonly value: T; readonly losses: readonly Loss[] } | Failure;

/** Told of everything that does not go over as it was. */
export type Lose = (loss: Loss) => void;

/** Parameters and what the rules about them may look at. */
export interface Asked {
  readonly model: string;
  readonly params: JsonObject;
  readonly policy: Policy;
}

/** Who speaks OpenAI's Responses API, and what is its own in that. */
export interface ResponsesVendor {
  /** LiteLLM's slug. */
  readonly provider: string;
  /** Its name in LiteLLM's messages, such as "OpenAI". */
  readonly label: string;
  readonly connection: Connection;
  /** The parameters as the model takes them. */
  params(asked: Asked): Translated<JsonObject>;
  /** Whether a model cannot stream, so that a stream is made of its whole answer. */
  fakesStream(model: string): boolean;
}

/** The key. */
export interface ResponsesNeeds extends Needs {
  readonly key: Extract<Need, { need: "secret" }>;
}

/** Whether a request has been sent before, and nobody answered. */
export type ResponsesState = { readonly isAgain: boolean };

export type ResponsesCall = Call<"responses">;
export type ResponsesExchange = Exchange<"responses", ResponsesNeeds, ResponsesState>;
