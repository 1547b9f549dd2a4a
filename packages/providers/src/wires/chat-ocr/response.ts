import { type Call, type Loss, pythonType, type Reply, truthy } from "@lintel/core";
import { isArray, isObject, type Json, type JsonObject, keys, parse, pointer, pythonDumps } from "@lintel/core/json";
import { replyJson } from "../../httpx/index.ts";
import { type Answer, inFormat, ocrPart, ocrResponse } from "../../ocr/index.ts";

type Refusal = { readonly ok: false; readonly message: string };
type Got<T> = { readonly ok: true; readonly value: T } | Refusal;

const PAGE: ReadonlySet<string> = new Set(["index", "markdown", "images", "dimensions"]);
const READ: ReadonlySet<string> = new Set(["pages", "model", "usage_info", "document_annotation"]);

function raised(message: string): Refusal {
  return { ok: false, message };
}

function got<T>(value: T): Got<T> {
  return { ok: true, value };
}

/** `value.get(name, fallback)` as Python does it. */
function get(value: Json, name: string, fallback: Json): Got<Json> {
  if (!isObject(value)) return raised(`'${pythonType(value)}' object has no attribute 'get'`);
  return got(value[name] ?? (Object.hasOwn(value, name) ? null : fallback));
}

function first(choices: Json): Got<Json> {
  if (isArray(choices)) return got(choices[0] ?? null);
  if (typeof choices === "string") return got(choices.slice(0, 1));
  return raised(isObject(choices) ? "0" : `'${pythonType(choices)}' object is not subscriptable`);
}

/** What the model wrote. */
function contentOf(reply: Json): Got<Json> {
  const choices = get(reply, "choices", []);
  if (!choices.ok) return choices;
  if (!truthy(choices.value)) return raised("No choices in DeepSeek OCR response");
  const choice = first(choices.value);
  const message = choice.ok ? get(choice.value, "message", {}) : choice;
  const content = message.ok ? get(message.value, "content", "") : message;
  if (content.ok && !truthy(content.value)) return raised("No content in DeepSeek OCR response");
  return content;
}

/** What the content says of the document: JSON's members, or the whole as one page of Markdown. */
function told(content: Json, { model, usage }: { readonly model: string; readonly usage: Json }): JsonObject {
  const read = typeof content === "string" && content.trimStart().startsWith("{") ? parse(content) : undefined;
  const data = isObject(content) ? content : read?.ok === true && isObject(read.value) ? read.value : undefined;
  if (data === undefined) return { pages: [{ index: 0, markdown: content }], model, usage_info: usage };
  if (Object.hasOwn(data, "pages")) return data;
  const markdown = typeof content === "string" ? content : pythonDumps(content);
  const { model: named = model, usage_info = usage } = data;
  return { pages: [{ index: 0, markdown }], model: named, usage_info };
}

/** The pages there are; what is no object is passed over. */
function pagesIn(pages: Json): Got<readonly JsonObject[]> {
  if (isArray(pages)) return got(pages.filter(isObject));
  if (typeof pages === "string" || isObject(pages)) return got([]);
  return raised(`'${pythonType(pages)}' object is not iterable`);
}

function toPage({ index = 0, markdown = "", images = null, dimensions = null }: JsonObject): JsonObject {
  return { index, markdown, images, dimensions };
}

function unread(
  value: JsonObject,
  { known, at }: { readonly known: ReadonlySet<string>; readonly at: readonly (string | number)[] },
): readonly Loss[] {
  return keys(value)
    .filter((key) => !known.has(key))
    .map((key) => ({
      pointer: pointer([...at, key]),
      action: "dropped",
      reason: "not read from what the model wrote",
    }));
}

/** The provider's count of tokens, where the model's own writing takes its place. */
function unbilled({ usage = null }: JsonObject, shown: Json): readonly Loss[] {
  if (!isObject(usage) || usage === shown) return [];
  return [{ pointer: "/usage", action: "dropped", reason: "the usage that the model wrote stands in its place" }];
}

function normalized(reply: JsonObject, { model }: Call<"ocr">): Answer {
  const content = contentOf(reply);
  if (!content.ok) return content;
  const data = told(content.value, { model, usage: reply.usage ?? (Object.hasOwn(reply, "usage") ? null : {}) });
  const found = pagesIn(data.pages ?? null);
  if (!found.ok) return found;
  const { usage_info = null, model: named = model, document_annotation = null } = data;
  const usage = isObject(usage_info) ? ocrPart("OCRUsageInfo", usage_info) : undefined;
  if (usage?.ok === false) return usage;
  const text = typeof content.value === "string" ? content.value : "";
  const pages = found.value.length === 0 ? [{ index: 0, markdown: text }] : found.value.map(toPage);
  const wrong = pages.map((it) => ocrPart("OCRPage", it)).find((it) => !it.ok);
  if (wrong?.ok === false) return wrong;
  const answer = ocrResponse({
    pages,
    model: named,
    document_annotation,
    usage_info: isObject(usage_info) ? usage_info : null,
  });
  const losses = [
    ...unbilled(reply, usage_info),
    ...unread(data, { known: READ, at: [] }),
    ...found.value.flatMap((page, at) => unread(page, { known: PAGE, at: ["pages", at] })),
  ];
  return answer.ok ? { ...answer, losses: [...losses, ...answer.losses] } : answer;
}

/** A [chat completion](https://platform.openai.com/docs/api-reference/chat/object) of an OCR model as LiteLLM's `OCRResponse`. */
export function fromChatOcr(reply: Reply, call: Call<"ocr">): Answer {
  const json = replyJson(reply);
  if (!json.ok) return json;
  if (isObject(json.value)) return inFormat(normalized(json.value, call), { call, native: json.value });
  return raised(`'${pythonType(json.value)}' object has no attribute 'get'`);
}
