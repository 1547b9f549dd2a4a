import type { Dialect } from "../forward/dialect.ts";

/** Mistral's OCR (https://docs.mistral.ai/api/#tag/ocr), for every provider that reads documents. */
export const ocrDialect: Dialect = {
  route: "/ocr",
  required: [],
  perform: ({ ocr }) => ocr,
  value: (value, asked) => (asked === "" || value.model === undefined ? value : { ...value, model: asked }),
  frame: () => "",
  done: "",
  failed: () => "",
};
