import type { Fault } from "./fault.ts";
import { isObject, type JsonObject, parse } from "./json/index.ts";
import { redactInternals } from "./redact.ts";

const TYPE_BY_STATUS: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  429: "rate_limit_error",
};

function errorType({ type, status }: Fault): string {
  if (type !== undefined && type !== "None") return type;
  return TYPE_BY_STATUS[status] ?? (status < 500 ? "invalid_request_error" : "internal_server_error");
}

/** Whether a fault is told as a wrong request, whatever its status (`_has_attribute_error_in_chain`). */
export function hasAttributeError({ message, detail = "" }: Fault): boolean {
  return `${message}\n${detail}`.includes("' object has no attribute '");
}

/** The status LiteLLM's gateway answers a fault with: the fault's own if it is an HTTP error, else 500. */
export function errorStatus(fault: Fault): number {
  if (hasAttributeError(fault)) return 400;
  return fault.status >= 400 && fault.status <= 599 ? fault.status : 500;
}

/** A fault as the JSON body LiteLLM's gateway answers with, credentials and the machine's inside redacted. */
export function errorBody(fault: Fault): JsonObject {
  const status = errorStatus(fault);
  if (hasAttributeError(fault)) {
    const message = `Invalid request format: ${redactInternals(fault.message)}`;
    return { error: { message, type: "invalid_request_error", param: null, code: "400" } };
  }
  const param = typeof fault.param === "string" && fault.param !== "None" ? fault.param : null;
  const error: JsonObject = {
    message: redactInternals(fault.message),
    type: errorType({ ...fault, status }),
    param,
    code: String(status),
    ...(fault.providerFields !== undefined && { provider_specific_fields: fault.providerFields }),
  };
  return { error };
}

/**
 * A fault that ends a stream as the JSON body LiteLLM's gateway writes: the last event of a stream that has begun, or the whole
 * answer, with the fault's status, where nothing came before. Redacted as above; a type that is not told stands for the status
 * only where that is asked for.
 */
export function streamErrorBody(fault: Fault, { typed = false }: { readonly typed?: boolean } = {}): JsonObject {
  const { message, type = null, param = null, status } = fault;
  return {
    error: { message: redactInternals(message), type: typed ? errorType(fault) : type, param, code: String(status) },
  };
}

const MESSAGES_TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  529: "overloaded_error",
};

/** Anthropic's type of an error with this status (https://docs.anthropic.com/en/api/errors). */
export function messagesErrorType(status: number): string {
  return MESSAGES_TYPES[status] ?? "api_error";
}

const MESSAGES_STATUSES: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  rate_limit_error: 429,
  api_error: 500,
  overloaded_error: 503,
  timeout_error: 504,
};

/** The status LiteLLM takes an error event of this type for (`ANTHROPIC_ERROR_STATUS_CODE_MAP`); 500 for one it does not know. */
export function messagesErrorStatus(type: string): number {
  return (Object.hasOwn(MESSAGES_STATUSES, type) ? MESSAGES_STATUSES[type] : undefined) ?? 500;
}

/** What a provider's error text says, where it is JSON in one of the shapes LiteLLM knows. */
function saidIn(message: string): string {
  const read = message.startsWith("{") ? parse(message) : undefined;
  if (read?.ok !== true || !isObject(read.value)) return message;
  const { detail, Message: aws, message: plain } = read.value;
  const said = isObject(detail) ? detail.message : aws || plain;
  return typeof said === "string" && said !== "" ? said : message;
}

/** A fault that ends a messages stream which has begun, as the event LiteLLM writes in Anthropic's words (`_mid_stream_error_sse_event`). */
export function messagesErrorEvent({ kind, message, status }: Fault): JsonObject {
  const type = kind === "MidStreamFallbackError" ? messagesErrorType(status) : "api_error";
  return { type: "error", error: { type, message: redactInternals(saidIn(message)) } };
}
