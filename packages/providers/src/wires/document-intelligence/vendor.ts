import type { Call, Given } from "@lintel/core";
import type { Address, OcrNeeds, OcrVendor, Refused } from "../../ocr/index.ts";

/** Settings of the service that LiteLLM reads from its environment. */
export interface Service {
  readonly apiVersion: string;
  readonly dpi: number;
  /** Seconds after which an unfinished analysis is given up. */
  readonly patience: number;
}

/** Who runs the service. */
export interface IntelligenceVendor extends Omit<OcrVendor, "address" | "inlines"> {
  /** The endpoint, without a path, and the headers of a call. */
  address(call: Call<"ocr">, given: Given<OcrNeeds>): Address | Refused;
  service(call: Call<"ocr">): Service;
}

/** What a reply answers: a request sent once more, or the question whether the analysis is done. */
export type IntelligenceState = { readonly again: true } | { readonly operation: string };
