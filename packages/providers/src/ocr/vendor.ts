import type {
  BytesNeed,
  Call,
  Connection,
  Exchange,
  Fault,
  Given,
  Header,
  Needs,
  SecretNeed,
  Signature,
  TokenNeed,
} from "@lintel/core";
import type { FaultContext, Raised } from "../faults/index.ts";

/** What an OCR vendor may need of the host to be let in: its key, an access token, or what requests are signed with. */
export type AuthNeeds = Needs & {
  readonly key?: SecretNeed;
  readonly token?: TokenNeed;
  readonly accessKeyId?: SecretNeed;
  readonly secretAccessKey?: SecretNeed;
  readonly sessionToken?: SecretNeed;
};

/** The same, and the bytes of a document that must go inlined. */
export type OcrNeeds = AuthNeeds & { readonly document?: BytesNeed };

/** Where a call goes, and the headers that go before the caller's own. */
export interface Address {
  readonly url: string;
  readonly headers: readonly Header[];
  /** Headers a caller's cannot stand beside, such as those that name the operation. */
  readonly fixed?: readonly Header[];
  readonly sign?: Signature;
}

/** Why a call goes nowhere: the text of the error LiteLLM raises. */
export interface Refused {
  readonly refused: string;
}

/** Who speaks an OCR dialect, and what is its own in that. */
export interface OcrVendor {
  /** LiteLLM's slug. */
  readonly provider: string;
  readonly connection: Connection;
  /** Which models are meant, where the vendor speaks several dialects. */
  serves?(model: string): boolean;
  needs(call: Call<"ocr">): AuthNeeds;
  address(call: Call<"ocr">, given: Given<OcrNeeds>): Address | Refused;
  /** Whether the vendor cannot fetch documents: those with an address are fetched by the host, and inlined. */
  readonly inlines?: true;
  /** LiteLLM's exception mapping for this provider. */
  fault(raised: Raised, context: FaultContext): Fault;
}

/** What a second sending of the same request is told. */
export type OcrState = { readonly again: true };

/** A call with what it was given. */
export type OcrExchange = Exchange<"ocr", OcrNeeds, OcrState>;
