import { type Fault, failureText, pythonRepr, pythonStr } from "@lintel/core";
import { isInt, isObject, type Json, type JsonObject } from "@lintel/core/json";
import { litellmFault, mapException, type Raised } from "../../faults/index.ts";
import type { ResponsesCall, ResponsesVendor } from "./types.ts";

/** Statuses of the codes that stand in for one inside a stream (`_ERROR_CODE_HTTP_STATUS`). */
const STATUS: Readonly<Record<string, number>> = {
  server_error: 500,
  rate_limit_exceeded: 429,
  insufficient_quota: 429,
  vector_store_timeout: 504,
  invalid_prompt: 400,
  invalid_image: 400,
  invalid_image_format: 400,
  invalid_base64_image: 400,
  invalid_image_url: 400,
  image_too_large: 400,
  image_too_small: 400,
  image_parse_error: 400,
  image_content_policy_violation: 400,
  invalid_image_mode: 400,
  image_file_too_large: 400,
  unsupported_image_media_type: 400,
  empty_image_file: 400,
  failed_to_download_image: 400,
  image_file_not_found: 400,
  invalid_request_error: 400,
  context_length_exceeded: 400,
  content_policy_violation: 400,
  model_not_found: 400,
};

/** What LiteLLM says of an error that says nothing. */
const SILENT = "Response API in-stream error";

function ownStatus(field: string): number | undefined {
  const status = /^\d+$/.test(field) ? Number(field) : undefined;
  if (status !== undefined && status >= 400 && status <= 599) return status;
  return Object.hasOwn(STATUS, field) ? STATUS[field] : undefined;
}

function statusOf(fields: readonly string[]): number {
  if (fields.some((field) => field.startsWith("rate_limit") || field === "insufficient_quota")) return 429;
  return fields.map(ownStatus).find((status) => status !== undefined) ?? 500;
}

/** What LiteLLM raises over an error inside a stream (`_map_stream_error_to_exception`). */
function errorRaised(error: Json | undefined): Raised {
  const { message: said = null, type: kind = null, code: given = null } = isObject(error) ? error : {};
  const message = said === null ? SILENT : pythonStr(said);
  const type = typeof kind === "string" ? kind : null;
  const code = typeof given === "string" || isInt(given) ? pythonStr(given) : null;
  const status = statusOf([code, type].filter((field) => field !== null));
  const body: JsonObject = { message, type, code };
  return { text: `Error code: ${status} - {'error': ${pythonRepr(body)}}`, status, body };
}

interface Failing {
  readonly call: ResponsesCall;
  readonly vendor: Pick<ResponsesVendor, "provider" | "label">;
}

/** The fault of an error inside a stream: from anything but the caller's own mistake another deployment may take over. */
export function eventFault(error: Json | undefined, { call, vendor: { provider, label } }: Failing): Fault {
  const raised = errorRaised(error);
  const context = { provider, label, model: call.model, now: call.now };
  const mapped = mapException(raised, context);
  const { kind, status, message } = mapped;
  const isOver = kind === "ContentPolicyViolationError" || status >= 500 || status === 429;
  if (!isOver) return mapped;
  const wrapped = litellmFault({ kind: "MidStreamFallbackError", text: message, status }, { ...context, raised });
  return { ...wrapped, beneath: mapped };
}

/** The fault of a stream that broke off, or ended before its terminal event. */
export function cutFault(failure: NonNullable<Raised["failure"]>, { call, vendor }: Failing): Fault {
  const { provider, label } = vendor;
  const raised: Raised = { text: failureText(failure), failure };
  return mapException(raised, { provider, label, model: call.model, now: call.now });
}
