import { isObject, type Json, type JsonObject, pythonRepr } from "@lintel/core/json";
import type { Refused } from "../answer/envelope.ts";
import { refuse, refuseUnseen } from "../answer/send.ts";
import type { Exchange } from "../exchange.ts";
import { formParts } from "../forward/form-parts.ts";
import { forward } from "../forward/forward.ts";
import { badForm, readBody } from "../forward/read-body.ts";
import { refuseBody } from "../forward/refuse-body.ts";
import { refusedBody } from "../forward/refused-body.ts";
import type { Endpoint } from "./endpoint.ts";
import { ocrDialect } from "./ocr.ts";
import { NO_FILE, readOcrForm } from "./ocr-form.ts";

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

/** The form the answer is asked for in; the body's own word goes before the header's. */
function formatOf({ head }: Exchange, { req_format: own = null }: JsonObject): Json {
  const told = own ?? head.headers["x-req-format"] ?? null;
  return typeof told === "string" ? told.trim().toLowerCase() : told;
}

const FORMATS: ReadonlySet<Json> = new Set([null, "litellm", "native"]);

function wrongFormat(format: Json): Refused {
  const message = `Invalid \`req_format\`: ${pythonRepr(format)}. Expected one of litellm, native.`;
  return { status: 400, message, type: "invalid_request_error", fields: { error: message } };
}

function ocrOfForm(exchange: Exchange, type: string): void | Promise<void> {
  const form = formParts(exchange.body, type);
  if (form.read === "refused") return refuseBody(exchange, badForm(form.reason).refused);
  const read = readOcrForm(form.parts);
  return read.read === "refused" ? refuseDocument(exchange, read.message) : forwardOcr(exchange, read.value);
}

async function ocr(exchange: Exchange): Promise<void> {
  const type = exchange.head.headers["content-type"] ?? "";
  if (type.toLowerCase().includes("multipart/form-data")) return ocrOfForm(exchange, type);
  if (exchange.body.length === 0) return refuseDocument(exchange, EMPTY);
  if (type.includes("urlencoded")) return refuseDocument(exchange, NO_FILE);
  const read = readBody(exchange.body);
  if (read.read === "refused") return refuseBody(exchange, read.refused);
  const problem = documentProblem(read.value);
  return problem === undefined ? forwardOcr(exchange, read.value) : refuseDocument(exchange, problem);
}

async function forwardOcr(exchange: Exchange, given: JsonObject): Promise<void> {
  const refused = refusedBody(exchange, given);
  if (refused !== undefined) return refuseUnseen(exchange, refused);
  const format = formatOf(exchange, given);
  if (!FORMATS.has(format)) return refuse(exchange, wrongFormat(format), ocrDialect);
  const body = format === null ? given : { ...given, req_format: format };
  return forward(exchange, ocrDialect, { body });
}

/** Reading documents, told as JSON or uploaded as a form. */
export const ocrEndpoint: Endpoint = { name: "ocr", method: "POST", paths: ["/v1/ocr", "/ocr"], answer: ocr };
