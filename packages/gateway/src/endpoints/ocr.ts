import { printedChunk } from "../answer/printed-chunk.ts";
import { type Dialect, unframed } from "../forward/dialect.ts";

/** Mistral's OCR (https://docs.mistral.ai/api/#tag/ocr), for every provider that reads documents. */
export const ocrDialect: Dialect = {
  route: "/ocr",
  checksMetadata: true,
  tellsOwner: true,
  required: [],
  faults: { version: true },
  tells: { address: true, provider: false, overhead: false },
  longest: 600,
  perform: ({ client }) => client.ocr,
  // The provider's own answer (`req_format: native`) is told as it is.
  value: (value, asked) => (asked === "" || value.object !== "ocr" ? value : { ...value, model: asked }),
  print: printedChunk,
  framing: unframed,
  done: "",
};
