import type { Call, Loss, Reply } from "@lintel/core";
import { isObject, type Json, type JsonObject, keys, object, pointer } from "@lintel/core/json";
import { replyJson } from "../../httpx/index.ts";
import {
  any,
  decimal,
  int,
  list,
  model,
  nullable,
  pythonType,
  read,
  record,
  text,
  validationError,
} from "../../lax/index.ts";

/** The public answer, or the words of the error LiteLLM raises over the reply. */
export type Answer =
  | { readonly ok: true; readonly value: JsonObject; readonly losses: readonly Loss[] }
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

const FIELDS = { pages: list(page), model: text, document_annotation: any, usage_info: nullable(usage) };
const answer = model({ name: "OCRResponse", fields: FIELDS, extra: "ignore" });

/** Members beyond LiteLLM's fields; only `req_format: "native"` shows them. */
function unread(reply: JsonObject): readonly Loss[] {
  return keys(reply)
    .filter((key) => !Object.hasOwn(FIELDS, key) && !(key === "object" && reply[key] === "ocr"))
    .map((key) => ({ pointer: pointer([key]), action: "dropped", reason: "not a field of LiteLLM's OCR answer" }));
}

function normalized(reply: JsonObject, call: Call<"ocr">): Answer {
  const { pages = [], model: name = call.model, document_annotation = null, usage_info = null } = reply;
  const found = read(answer, { pages, model: name, document_annotation, usage_info });
  if (!found.ok) return { ok: false, message: validationError("OCRResponse", found.problems) };
  if (call.input.native) return { ok: true, value: reply, losses: [] };
  const value: JsonObject = {
    ...asObject(found.value),
    content: null,
    tables: null,
    keyValuePairs: null,
    object: "ocr",
  };
  return { ok: true, value, losses: [...unread(reply), ...found.losses] };
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : object([]);
}

/** [Mistral's OCR answer](https://docs.mistral.ai/api/#tag/ocr) as LiteLLM's `OCRResponse`, or as it came if the caller wants it native. */
export function fromMistralOcr(reply: Reply, call: Call<"ocr">): Answer {
  const json = replyJson(reply);
  if (!json.ok) return json;
  if (isObject(json.value)) return normalized(json.value, call);
  return { ok: false, message: `'${pythonType(json.value)}' object has no attribute 'keys'` };
}
