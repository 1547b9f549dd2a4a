import { type Call, type Done, done, type Loss } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import {
  any,
  decimal,
  int,
  list,
  model,
  nullable,
  type Reader,
  read,
  record,
  text,
  validationError,
} from "../lax/index.ts";

/** The public answer, or the words of the error LiteLLM raises over the reply. */
export type Answer =
  | {
      readonly ok: true;
      readonly value: JsonObject;
      readonly losses: readonly Loss[];
      /** The same in LiteLLM's shape, where the value is the provider's own. */
      readonly billed?: JsonObject;
    }
  | { readonly ok: false; readonly message: string };

/** A value as one of LiteLLM's models prints it, or pydantic's words. */
export type Checked<T extends Json = JsonObject> =
  | { readonly ok: true; readonly value: T; readonly losses: readonly Loss[] }
  | { readonly ok: false; readonly message: string };

const dimensions = model({
  name: "OCRPageDimensions",
  fields: { dpi: nullable(int), height: nullable(int), width: nullable(int) },
  extra: "ignore",
});

const image = model({
  name: "OCRPageImage",
  fields: { image_base64: nullable(text), bbox: nullable(record) },
  extra: "allow",
});

const page = model({
  name: "OCRPage",
  fields: { index: int, markdown: text, images: nullable(list(image)), dimensions: nullable(dimensions) },
  required: ["index", "markdown"],
  extra: "allow",
});

const usage = model({
  name: "OCRUsageInfo",
  fields: {
    pages_processed: nullable(int),
    pages_processed_annotation: nullable(int),
    credits: nullable(decimal),
    doc_size_bytes: nullable(int),
  },
  extra: "allow",
});

const FIELDS = {
  pages: list(page),
  model: text,
  document_annotation: any,
  usage_info: nullable(usage),
  content: nullable(text),
  tables: nullable(list(record)),
  keyValuePairs: nullable(list(record)),
} as const satisfies Readonly<Record<string, Reader>>;

const answer = model({ name: "OCRResponse", fields: FIELDS, extra: "ignore" });

/** LiteLLM's models of an OCR answer, by their names in pydantic's messages. */
const MODELS = { OCRPage: page, OCRPageImage: image, OCRUsageInfo: usage, OCRResponse: answer } as const;

/** The fields a provider's answer is made of, and nothing else. */
export type OcrFields = { readonly [K in keyof typeof FIELDS]?: Json };

/** Reads a value with a reader that pydantic would call by this name. */
export function checked(value: Json, { reader, name }: { readonly reader: Reader; readonly name: string }): Checked {
  const found = read(reader, value);
  if (!found.ok) return { ok: false, message: validationError(name, found.problems) };
  return { ok: true, value: isObject(found.value) ? found.value : {}, losses: found.losses };
}

/** A part of an answer as LiteLLM's model of it prints it. */
export function ocrPart(name: keyof typeof MODELS, value: Json): Checked {
  return checked(value, { reader: MODELS[name], name });
}

/** LiteLLM's `OCRResponse` of these fields: every field there, null where the provider is silent. */
export function ocrResponse({ pages = [], model: name, usage_info = null, ...rest }: OcrFields): Answer {
  const { document_annotation = null, content = null, tables = null, keyValuePairs = null } = rest;
  const given = { pages, model: name ?? null, document_annotation, usage_info, content, tables, keyValuePairs };
  const found = ocrPart("OCRResponse", given);
  return found.ok ? { ...found, value: { ...found.value, object: "ocr" } } : found;
}

/** The end of a call that has been answered. */
export function answered({ value, losses, billed }: Extract<Answer, { readonly ok: true }>): Done {
  return { ...done(value, losses), ...(billed !== undefined && { billed }) };
}

/** The normalized answer, or the provider's own where the caller wants that. */
export function inFormat(
  found: Answer,
  { call, native }: { readonly call: Call<"ocr">; readonly native: JsonObject },
): Answer {
  return found.ok && call.input.native ? { ok: true, value: native, losses: [], billed: found.value } : found;
}
