import { isObject, type Json, type JsonObject, parse } from "@lintel/core/json";

const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  500: "api_error",
  529: "overloaded_error",
};

function saidIn(value: JsonObject, raw: string): Json {
  const { detail, Message: aws, message: plain } = value;
  if (isObject(detail)) return detail.message ?? raw;
  return aws || plain || raw;
}

function isOwn({ type, error }: JsonObject): boolean {
  return type === "error" && isObject(error) && error.type !== undefined && error.message !== undefined;
}

/** A failure in Anthropic's words (`AnthropicExceptionMapping`): a provider's own error object as it is. */
export function anthropicError({ error }: JsonObject, status: number, requestId?: string): JsonObject {
  const { message: raw = "", provider_specific_fields: fields } = isObject(error) ? error : {};
  const text = typeof raw === "string" ? raw : "";
  const read = text.startsWith("{") ? parse(text) : undefined;
  const value = read?.ok === true && isObject(read.value) ? read.value : undefined;
  const id = requestId === undefined || requestId === "" ? {} : { request_id: requestId };
  if (value !== undefined && isOwn(value)) return { ...value, ...id };
  const message = value === undefined ? text : saidIn(value, text);
  const told = {
    type: TYPES[status] ?? "api_error",
    message,
    ...(fields !== undefined && { provider_specific_fields: fields }),
  };
  return { type: "error", error: told, ...id };
}
