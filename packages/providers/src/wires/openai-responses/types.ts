import type { Call, Connection, Exchange, Need, Needs, Policy } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { Failure, Translated } from "../translation.ts";

export type { Failure, Translated };

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
  /** Whether tools are checked by a validator written in Python; `flattens`: one that refuses combinators at a schema's top, too. */
  readonly schemas?: { flattens(model: string): boolean };
  /** What the ids of calls begin with, by their type: an item of another's making is sent without its id. */
  readonly itemIds?: Readonly<Record<string, string>>;
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
