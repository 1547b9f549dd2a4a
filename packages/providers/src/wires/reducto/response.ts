import { type Call, type Loss, pythonRepr, pythonType, type Reply, truthy } from "@lintel/core";
import { isObject, type Json, type JsonObject, keys, pointer } from "@lintel/core/json";
import { replyJson, responseText } from "../../httpx/index.ts";
import { type Answer, inFormat, ocrPart, ocrResponse } from "../../ocr/index.ts";
import { toPages } from "./pages.ts";

const READ: ReadonlySet<string> = new Set(["result", "usage", "chunks"]);

function noGet(value: Json): Answer {
  return { ok: false, message: `'${pythonType(value)}' object has no attribute 'get'` };
}

/** Members beyond pages and usage; only `req_format: "native"` shows them. */
function unread(reply: JsonObject): readonly Loss[] {
  return keys(reply)
    .filter((key) => !READ.has(key))
    .map((key) => ({ pointer: pointer([key]), action: "dropped", reason: "not a field of LiteLLM's OCR answer" }));
}

function orEmpty(value: Json): Json {
  return truthy(value) ? value : {};
}

function normalized(reply: JsonObject, { model }: Call<"ocr">): Answer {
  const { result = reply, usage = {} } = reply;
  const counted = orEmpty(usage);
  const pages = toPages(orEmpty(result));
  if (!pages.ok) return pages;
  if (!isObject(counted)) return noGet(counted);
  const { num_pages = null, credits = null } = counted;
  const usage_info = { pages_processed: num_pages, credits };
  const checked = ocrPart("OCRUsageInfo", usage_info);
  if (!checked.ok) return checked;
  const answer = ocrResponse({ pages: pages.pages, model, usage_info });
  return answer.ok ? { ...answer, losses: [...unread(reply), ...answer.losses] } : answer;
}

/** A [parsed document](https://docs.reducto.ai/api-reference/parse) as LiteLLM's `OCRResponse`: blocks joined by page. */
export function fromReducto(reply: Reply, call: Call<"ocr">): Answer {
  const json = replyJson(reply);
  if (!json.ok) return json;
  return isObject(json.value)
    ? inFormat(normalized(json.value, call), { call, native: json.value })
    : noGet(json.value);
}

/** The id an [upload](https://docs.reducto.ai/api-reference/upload) gave the file, or LiteLLM's words where it gave none. */
export function fromUpload(reply: Reply): { readonly id: string } | { readonly wrong: string } {
  const json = replyJson(reply);
  if (!json.ok) return { wrong: `Reducto /upload returned a non-JSON 200 response: ${responseText(reply)}` };
  const id = isObject(json.value) ? json.value.file_id : undefined;
  if (typeof id === "string" && id !== "") return { id };
  return { wrong: `Reducto /upload returned 200 without a file_id; got payload=${pythonRepr(json.value)}` };
}
