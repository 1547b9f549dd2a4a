import { type Call, type Loss, pythonType, type Reply } from "@lintel/core";
import { isObject, type JsonObject, keys, pointer } from "@lintel/core/json";
import { replyJson } from "../../httpx/index.ts";
import { type Answer, inFormat, ocrResponse } from "../../ocr/index.ts";

const FIELDS: ReadonlySet<string> = new Set(["pages", "model", "document_annotation", "usage_info"]);

/** Members beyond LiteLLM's fields; only `req_format: "native"` shows them. */
function unread(reply: JsonObject): readonly Loss[] {
  return keys(reply)
    .filter((key) => !FIELDS.has(key) && !(key === "object" && reply[key] === "ocr"))
    .map((key) => ({ pointer: pointer([key]), action: "dropped", reason: "not a field of LiteLLM's OCR answer" }));
}

function normalized(reply: JsonObject, call: Call<"ocr">): Answer {
  const { pages = [], model = call.model, document_annotation = null, usage_info = null } = reply;
  const found = ocrResponse({ pages, model, document_annotation, usage_info });
  return found.ok ? { ...found, losses: [...unread(reply), ...found.losses] } : found;
}

/** [Mistral's OCR answer](https://docs.mistral.ai/api/#tag/ocr) as LiteLLM's `OCRResponse`, or as it came if the caller wants it native. */
export function fromMistralOcr(reply: Reply, call: Call<"ocr">): Answer {
  const json = replyJson(reply);
  if (!json.ok) return json;
  if (isObject(json.value)) return inFormat(normalized(json.value, call), { call, native: json.value });
  return { ok: false, message: `'${pythonType(json.value)}' object has no attribute 'keys'` };
}
