import { type Adapter, type Call, dataUriBytes, type Fault, type Reply, toBase64 } from "@lintel/core";
import { isObject, type Json } from "@lintel/core/json";
import { litellmFault } from "../../faults/index.ts";
import { replyJson } from "../../httpx/index.ts";
import {
  type Answer,
  inFormat,
  type OcrNeeds,
  type OcrVendor,
  ocrAdapter,
  ocrResponse,
  sourceOf,
} from "../../ocr/index.ts";
import { blocksOf } from "./blocks.ts";
import { markdownByPage } from "./markdown.ts";
import { operationOf, operationProblem, toTextract } from "./operation.ts";

export { explained, textractFamily } from "./fault.ts";
export { type Operation, operationOf } from "./operation.ts";

const BAD_DATA = "the document is no readable `data:` URI";

function refusal(text: string | undefined, { model, provider }: Call<"ocr">): Fault | undefined {
  return text === undefined ? undefined : litellmFault({ kind: "BadRequestError", text }, { model, provider });
}

function isData(source: string): boolean {
  return source.slice(0, 5).toLowerCase() === "data:";
}

function bytesOf(source: Json): Uint8Array | undefined {
  return typeof source === "string" ? dataUriBytes(source) : undefined;
}

function pagesProcessed(metadata: Json | undefined, found: number): Json {
  return isObject(metadata) ? (metadata.Pages ?? found) : found;
}

function read(reply: Reply, call: Call<"ocr">): Answer {
  const json = replyJson(reply);
  if (!json.ok) return json;
  const { value } = json;
  if (!isObject(value)) return { ok: false, message: "the reply is no object" };
  const pages = markdownByPage(blocksOf(value)).map(([page, markdown]) => ({ index: page - 1, markdown }));
  const usage_info = { pages_processed: pagesProcessed(value.DocumentMetadata, pages.length) };
  const answer = ocrResponse({ pages, model: call.model, usage_info });
  const reason = "written as Markdown; words, positions and confidences are in the provider's own format only";
  const losses = [{ pointer: "/Blocks", action: "converted", reason } as const];
  return inFormat(answer.ok ? { ...answer, losses: [...losses, ...answer.losses] } : answer, { call, native: value });
}

/**
 * An adapter for [Amazon Textract](https://docs.aws.amazon.com/textract/latest/APIReference/Welcome.html)'s operations
 * that answer at once: one image, or one page of a PDF or TIFF. LiteLLM has it in native code only; this follows AWS's reference.
 */
export function textract(vendor: OcrVendor): Adapter<"ocr", OcrNeeds> {
  return ocrAdapter(vendor, {
    supported: (model) => (operationOf(model)?.isAnalysis === true ? ["feature_types"] : []),
    refuse: (call) => refusal(operationProblem(call), call),
    refuseDocument(call) {
      const source = sourceOf(call.input.document);
      const isBad = typeof source === "string" && isData(source) && bytesOf(source) === undefined;
      return refusal(isBad ? BAD_DATA : undefined, call);
    },
    isInlined: isData,
    body: (call, document) => toTextract(call, toBase64(bytesOf(sourceOf(document)) ?? new Uint8Array())),
    read,
    content: ["Blocks"],
  });
}
