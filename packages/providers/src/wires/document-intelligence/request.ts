import { type Call, type Given, trimEndOf } from "@lintel/core";
import type { JsonObject } from "@lintel/core/json";
import { quote } from "../../httpx/index.ts";
import { notText, type OcrNeeds, ocrPost, type Request, sourceOf } from "../../ocr/index.ts";
import { toFeatures, toPages, type Written } from "./params.ts";
import type { IntelligenceVendor } from "./vendor.ts";

// A media type with parameters is no prefix LiteLLM knows: the whole URI is then sent as base64.
const DATA_URI = /^data:[^;]+(?:;base64)?,([^\n]+)/;

function query(name: string, written: Written, safe: string): string {
  return "text" in written && written.text !== "" ? `&${name}=${quote(written.text, safe)}` : "";
}

/** The model's id: the last part of its name, quoted; or LiteLLM's words where there is none. */
function modelId(model: string): { readonly id: string } | { readonly refused: string } {
  const id = model.split("/").at(-1) ?? "";
  if (id === "") return { refused: "model_id is required" };
  return id === "." || id === ".." ? { refused: "model_id cannot be a dot path segment" } : { id: quote(id) };
}

function body(source: string): JsonObject {
  if (!source.startsWith("data:")) return { urlSource: source };
  return { base64Source: DATA_URI.exec(source)?.[1] ?? source };
}

/** The call as one POST that starts an [analysis](https://learn.microsoft.com/rest/api/aiservices/document-models/analyze-document). */
export function toIntelligence(
  vendor: IntelligenceVendor,
  { call, given }: { readonly call: Call<"ocr">; readonly given: Given<OcrNeeds> },
): Request {
  const address = vendor.address(call, given);
  if ("refused" in address) return { raised: { text: address.refused } };
  const model = modelId(call.model);
  if ("refused" in model) return { raised: { text: model.refused } };
  const source = sourceOf(call.input.document);
  if (typeof source !== "string") return { raised: { text: notText(source) } };
  const { params } = call.input;
  const asked = `${query("pages", toPages(params), ",-")}${query("features", toFeatures(params), ",")}`;
  const { apiVersion } = vendor.service(call);
  const base = trimEndOf(address.url, "/");
  const url = `${base}/documentintelligence/documentModels/${model.id}:analyze?api-version=${apiVersion}${asked}`;
  return ocrPost(call, { address: { ...address, url }, body: body(source) });
}
