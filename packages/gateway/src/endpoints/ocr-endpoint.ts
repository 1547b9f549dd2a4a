import { isObject, type JsonObject } from "@lintel/core/json";
import { refuse, refuseUnseen } from "../answer/send.ts";
import type { Exchange } from "../exchange.ts";
import { bannedParam } from "../forward/banned.ts";
import { forward } from "../forward/forward.ts";
import { readBody } from "../forward/read-body.ts";
import type { Endpoint } from "./endpoint.ts";
import { ocrDialect } from "./ocr.ts";
import { readOcrForm } from "./ocr-form.ts";

const EMPTY =
  "Empty request body. For file uploads, use multipart/form-data content type with a file field. When using curl with --form/-F, do NOT set the Content-Type header manually.";

const FILE =
  "document type 'file' is not supported through the JSON API. To upload a local file, use multipart/form-data with a 'file' field. For JSON requests, use 'document_url' or 'image_url' document types.";

const STORED =
  "reducto:// file IDs are not accepted through the proxy OCR API; upload the file in the same request via multipart/form-data with a 'file' field, or pass an inline base64 data URI as the document URL.";

// A wrong document is a ValueError to LiteLLM, which it tells as its own failure.
function refuseDocument(exchange: Exchange, message: string): void {
  refuse(exchange, { status: 500, message, type: "internal_server_error" }, ocrDialect);
}

/** Why a document is not read: it names this machine's files, or another caller's upload. */
function documentProblem({ document }: JsonObject): string | undefined {
  if (!isObject(document)) return undefined;
  if (document.type === "file") return FILE;
  const addresses = [document.document_url, document.image_url];
  return addresses.some((it) => typeof it === "string" && it.startsWith("reducto://")) ? STORED : undefined;
}

/** The body's own word for the answer's form goes before the header's. */
function withFormat({ head }: Exchange, body: JsonObject): JsonObject {
  const told = head.headers["x-req-format"];
  return (body.req_format ?? null) !== null || told === undefined
    ? body
    : { ...body, req_format: told.trim().toLowerCase() };
}

async function ocr(exchange: Exchange): Promise<void> {
  const type = exchange.head.headers["content-type"] ?? "";
  const isForm = type.toLowerCase().includes("multipart/form-data");
  if (!isForm && exchange.body.length === 0) return refuseDocument(exchange, EMPTY);
  if (isForm) {
    const form = await readOcrForm(exchange.body, type);
    if (form.read === "refused") return refuseDocument(exchange, form.message);
    return forwardOcr(exchange, form.value);
  }
  const read = readBody(exchange.body);
  if (read.read === "refused") return refuseUnseen(exchange, read.refused);
  const problem = documentProblem(read.value);
  return problem === undefined ? forwardOcr(exchange, read.value) : refuseDocument(exchange, problem);
}

async function forwardOcr(exchange: Exchange, given: JsonObject): Promise<void> {
  const body = withFormat(exchange, given);
  const banned = bannedParam(body);
  if (banned !== undefined) return refuseUnseen(exchange, banned);
  return forward(exchange, ocrDialect, { body });
}

/** Reading documents, told as JSON or uploaded as a form. */
export const ocrEndpoint: Endpoint = { name: "ocr", method: "POST", paths: ["/v1/ocr", "/ocr"], answer: ocr };
