import type { Call, Reply } from "@lintel/core";
import { entries, isArray, isObject, type Json, type JsonObject, object } from "@lintel/core/json";
import { replyJson } from "../../httpx/index.ts";
import { int, model, nullable, record, sequence, text } from "../../lax/index.ts";
import { type Answer, checked, inFormat, ocrPart, ocrResponse } from "../../ocr/index.ts";

const markdown = model({
  name: "_CohereParseMarkdown",
  fields: { content: text, images: nullable(sequence(record)) },
  defaults: { content: "" },
  extra: "ignore",
});

const page = model({
  name: "_CohereParsePage",
  fields: { index: nullable(int), markdown: nullable(markdown), blocks: nullable(sequence(record)) },
  extra: "ignore",
});

const meta = model({
  name: "_CohereParseMeta",
  fields: {
    billed_units: nullable(
      model({ name: "_CohereParseBilledUnits", fields: { pages: nullable(int) }, extra: "ignore" }),
    ),
  },
  extra: "ignore",
});

const parsed = model({
  name: "_CohereParseResponse",
  fields: { pages: sequence(page), meta: nullable(meta) },
  defaults: { pages: [] },
  extra: "ignore",
});

function member(value: Json | undefined, name: string): Json {
  return isObject(value) ? (value[name] ?? null) : null;
}

function list(value: Json): readonly Json[] {
  return isArray(value) ? value : [];
}

/** An image as LiteLLM lists it: its bounding box under LiteLLM's name too. */
function withBox(image: Json): JsonObject {
  const members = isObject(image) ? entries(image) : [];
  const box = member(image, "bounding_box");
  return object(isObject(box) ? [...members, ["bbox", box]] : members);
}

function toPage(found: Json, position: number): JsonObject {
  const text = member(found, "markdown");
  const images = list(member(text, "images")).map(withBox);
  const blocks = member(found, "blocks");
  return {
    index: member(found, "index") ?? position,
    markdown: member(text, "content") ?? "",
    images: images.length === 0 ? null : images,
    ...(blocks !== null && { blocks }),
  };
}

function normalized(reply: JsonObject, call: Call<"ocr">): Answer {
  const found = checked(reply, { reader: parsed, name: "_CohereParseResponse" });
  if (!found.ok) return found;
  const pages = list(member(found.value, "pages")).map(toPage);
  const images = pages.flatMap((it) => list(member(it, "images")));
  const wrong = images.map((it) => ocrPart("OCRPageImage", it)).find((it) => !it.ok);
  if (wrong?.ok === false) return wrong;
  const billed = member(member(member(found.value, "meta"), "billed_units"), "pages");
  const answer = ocrResponse({
    pages,
    model: call.model,
    usage_info: { pages_processed: billed ?? pages.length },
  });
  return answer.ok ? { ...answer, losses: [...found.losses, ...answer.losses] } : answer;
}

/** [Cohere's parsed document](https://docs.cohere.com/reference/parse) as LiteLLM's `OCRResponse`. */
export function fromCohereParse(reply: Reply, call: Call<"ocr">): Answer {
  const json = replyJson(reply);
  if (!json.ok) return json;
  if (isObject(json.value)) return inFormat(normalized(json.value, call), { call, native: json.value });
  return checked(json.value, { reader: record, name: "dict[str,any]" });
}
