import { errorBody } from "@lintel/core";
import { type JsonObject, print, pythonCompact } from "@lintel/core/json";
import type { Dialect } from "../forward/dialect.ts";

function printed(value: JsonObject): string {
  const text = print(value, "orjson");
  return text.ok ? text.text : pythonCompact(value);
}

/** Mistral's OCR (https://docs.mistral.ai/api/#tag/ocr), for every provider that reads documents. */
export const ocrDialect: Dialect = {
  route: "/ocr",
  required: [],
  faults: { version: true },
  tells: { address: true, provider: false, overhead: false },
  longest: 600,
  perform: ({ client }) => client.ocr,
  value: (value, asked) => (asked === "" || value.model === undefined ? value : { ...value, model: asked }),
  print: printed,
  frame: () => "",
  done: "",
  early: errorBody,
  failed: () => "",
};
