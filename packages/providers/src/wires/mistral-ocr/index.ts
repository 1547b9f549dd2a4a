import { type Adapter, OCR_PARAMS } from "@lintel/core";
import { entries, object } from "@lintel/core/json";
import { type OcrNeeds, type OcrVendor, ocrAdapter } from "../../ocr/index.ts";
import { fromMistralOcr } from "./response.ts";

/** An adapter for a vendor that speaks [Mistral's OCR](https://docs.mistral.ai/api/#tag/ocr). */
export function mistralOcr(vendor: OcrVendor): Adapter<"ocr", OcrNeeds> {
  return ocrAdapter(vendor, {
    supported: () => OCR_PARAMS,
    body: ({ model, input }, document) => object([["model", model], ["document", document], ...entries(input.params)]),
    read: fromMistralOcr,
    content: ["pages"],
  });
}
