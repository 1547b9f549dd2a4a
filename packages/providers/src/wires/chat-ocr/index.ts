import type { Adapter, Call } from "@lintel/core";
import { type OcrNeeds, type OcrVendor, ocrAdapter, sourceOf } from "../../ocr/index.ts";
import { fromChatOcr } from "./response.ts";

/** Who serves an OCR model through chat completions. */
export interface ChatOcrVendor extends OcrVendor {
  /** The model's name in the body. */
  model(call: Call<"ocr">): string;
}

/** An adapter for an OCR model behind [chat completions](https://platform.openai.com/docs/api-reference/chat/create): one image, no parameters. */
export function chatOcr(vendor: ChatOcrVendor): Adapter<"ocr", OcrNeeds> {
  return ocrAdapter(vendor, {
    supported: () => [],
    body: (call, document) => ({
      model: vendor.model(call),
      messages: [{ role: "user", content: [{ type: "image_url", image_url: sourceOf(document) }] }],
    }),
    read: fromChatOcr,
  });
}
