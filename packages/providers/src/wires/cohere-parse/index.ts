import type { Adapter, Call } from "@lintel/core";
import { pythonRepr } from "@lintel/core/json";
import { litellmFault } from "../../faults/index.ts";
import { type OcrNeeds, type OcrVendor, ocrAdapter, sourceOf } from "../../ocr/index.ts";
import { fromCohereParse } from "./response.ts";

const FORMATS: readonly unknown[] = ["markdown", "blocks"];

const IMAGES_ONLY =
  "Cohere Parse only accepts `image_url` documents (an image URL or a base64 image data URI); `document_url` and PDF inputs are not supported.";

function isImage({ input: { document } }: Call<"ocr">): boolean {
  if (document.type !== "image_url") return false;
  const source = sourceOf(document);
  return typeof source !== "string" || !source.startsWith("data:application/pdf");
}

/** An adapter for a vendor that speaks [Cohere's Parse](https://docs.cohere.com/reference/parse): images only. */
export function cohereParse(vendor: OcrVendor): Adapter<"ocr", OcrNeeds> {
  const named = ({ model }: Call<"ocr">) => ({ model, provider: vendor.provider });
  return ocrAdapter(vendor, {
    supported: () => ["output_format"],
    refuse(call) {
      const { output_format = null } = call.input.params;
      if (output_format === null || FORMATS.includes(output_format)) return undefined;
      const text = `Invalid \`output_format\`: ${pythonRepr(output_format)}. Expected one of ${FORMATS.join(", ")}.`;
      return litellmFault({ kind: "UnsupportedParamsError", text }, named(call));
    },
    refuseDocument: (call) =>
      isImage(call) ? undefined : litellmFault({ kind: "BadRequestError", text: IMAGES_ONLY }, named(call)),
    isText: true,
    isInlined: (source) => source.startsWith("data:") && source.includes(";base64,"),
    body: ({ model, input: { params } }, document) => ({
      model,
      document: { type: "image_url", image_url: sourceOf(document) },
      output_format: params.output_format ?? "markdown",
    }),
    read: fromCohereParse,
    content: ["pages"],
  });
}
