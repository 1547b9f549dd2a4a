import type { Call, Given } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import type { OcrNeeds, OcrVendor } from "../../ocr/index.ts";

/** Who parses documents that were uploaded first, in one of two versions of the request. */
export interface ReductoVendor extends Omit<OcrVendor, "inlines"> {
  /** Parameters of this version, in LiteLLM's order. */
  readonly params: readonly string[];
  /** The body of the parse. */
  body(id: string, params: JsonObject): JsonObject;
}

/** Which exchange a reply answers, and whether it was sent a second time. */
export type ReductoState =
  | { readonly exchange: "upload"; readonly again: boolean }
  | { readonly exchange: "parse"; readonly again: boolean; readonly id: string };

export interface Asked {
  readonly call: Call<"ocr">;
  readonly given: Given<OcrNeeds>;
}
