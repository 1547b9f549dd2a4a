import type { Call, Connection, Exchange, Fault, Given, Header, Needs } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { FaultContext, Raised } from "../../faults/index.ts";

/** Where a call goes, and the headers that go before the caller's own. */
export interface Address {
  readonly url: string;
  readonly headers: readonly Header[];
}

/** Why a call goes nowhere: the text of the error LiteLLM raises. */
export interface Refused {
  readonly refused: string;
}

/** Who speaks Mistral's OCR, and what is its own in that. */
export interface MistralOcrVendor<N extends Needs = Needs> {
  /** LiteLLM's slug. */
  readonly provider: string;
  readonly connection: Connection;
  needs(call: Call<"ocr">): N;
  address(call: Call<"ocr">, given: Given<N>): Address | Refused;
  /** The document as this endpoint takes it; as the caller gave it unless told. */
  document?(call: Call<"ocr">, given: Given<N>): JsonObject;
  /** LiteLLM's exception mapping for this provider. */
  fault(raised: Raised, context: FaultContext): Fault;
}

/** What a second sending of the same request is told. */
export type OcrState = { readonly again: true };

/** A call with what it was given. */
export type OcrExchange<N extends Needs> = Exchange<"ocr", N, OcrState>;
