import { type Call, pythonStr, type Reply } from "@lintel/core";
import { int, isArray, isObject, type Json, type JsonObject, numeric } from "@lintel/core/json";
import { replyJson } from "../../httpx/index.ts";
import { decimal, list, model, nullable, int as pageNumber, record, text, tuple } from "../../lax/index.ts";
import { type Answer, checked, inFormat, ocrResponse } from "../../ocr/index.ts";

const page = model({
  name: "AzureDocumentIntelligencePage",
  fields: {
    pageNumber: nullable(pageNumber),
    width: nullable(decimal),
    height: nullable(decimal),
    unit: nullable(text),
    lines: tuple(
      model({ name: "AzureDocumentIntelligenceLine", fields: { content: nullable(text) }, extra: "ignore" }),
    ),
  },
  defaults: { lines: [] },
  extra: "ignore",
});

const result = model({
  name: "AzureDocumentIntelligenceAnalyzeResult",
  fields: {
    content: nullable(text),
    pages: tuple(page),
    tables: nullable(list(record)),
    keyValuePairs: nullable(list(record)),
  },
  defaults: { pages: [] },
  extra: "ignore",
});

const NAME = "AzureDocumentIntelligenceOperation";
const operation = model({
  name: NAME,
  fields: { status: nullable(text), analyzeResult: nullable(result) },
  extra: "ignore",
});

const DEFAULT_INCHES = { width: 8.5, height: 11 } as const;

function member(value: Json | undefined, name: string): Json {
  return isObject(value) ? (value[name] ?? null) : null;
}

function listOf(value: Json): readonly Json[] {
  return isArray(value) ? value : [];
}

/** What Python's `int()` says of a float that is none. */
function infinite(size: number): string | undefined {
  if (Number.isFinite(size)) return undefined;
  return `cannot convert float ${Number.isNaN(size) ? "NaN" : "infinity"} to integer`;
}

/** A page's width or height in pixels. */
function pixels(found: Json, { side, dpi }: { readonly side: "width" | "height"; readonly dpi: number }): number {
  const size = numeric(member(found, side)) ?? DEFAULT_INCHES[side];
  return (member(found, "unit") ?? "inch") === "inch" ? size * dpi : size;
}

function toPage(found: Json, dpi: number): JsonObject {
  const lines = listOf(member(found, "lines")).map((line) => String(member(line, "content") ?? ""));
  const number = member(found, "pageNumber") ?? 1;
  return {
    index: int(BigInt(pythonStr(number)) - 1n),
    markdown: lines.join("\n"),
    dimensions: {
      width: int(pixels(found, { side: "width", dpi })),
      height: int(pixels(found, { side: "height", dpi })),
      dpi,
    },
  };
}

function normalized(reply: Json, { call, dpi }: { readonly call: Call<"ocr">; readonly dpi: number }): Answer {
  const found = checked(reply, { reader: operation, name: NAME });
  if (!found.ok) return found;
  const status = member(found.value, "status");
  if (status !== "succeeded")
    return { ok: false, message: `Azure Document Intelligence analysis failed with status: ${pythonStr(status)}` };
  const analyzed = member(found.value, "analyzeResult");
  const pages = listOf(member(analyzed, "pages"));
  const sizes = pages.flatMap((it) => (["width", "height"] as const).map((side) => pixels(it, { side, dpi })));
  const wrong = sizes.map(infinite).find((it) => it !== undefined);
  if (wrong !== undefined) return { ok: false, message: wrong };
  const answer = ocrResponse({
    pages: pages.map((it) => toPage(it, dpi)),
    model: call.model,
    usage_info: { pages_processed: pages.length },
    content: member(analyzed, "content"),
    tables: member(analyzed, "tables"),
    keyValuePairs: member(analyzed, "keyValuePairs"),
  });
  return answer.ok ? { ...answer, losses: [...found.losses, ...answer.losses] } : answer;
}

/** A finished [analysis](https://learn.microsoft.com/rest/api/aiservices/document-models/get-analyze-result) as LiteLLM's `OCRResponse`: sizes in pixels. */
export function fromIntelligence(reply: Reply, asked: { readonly call: Call<"ocr">; readonly dpi: number }): Answer {
  const json = replyJson(reply);
  if (!json.ok) return json;
  const { value } = json;
  const found = normalized(value, asked);
  return isObject(value) ? inFormat(found, { call: asked.call, native: value }) : found;
}
