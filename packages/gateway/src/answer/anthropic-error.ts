import { messagesErrorType } from "@lintel/core";
import { isObject, type Json, type JsonObject, parse } from "@lintel/core/json";

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
  if (value !== undefined && isOwn(value)) return value.request_id === undefined ? { ...value, ...id } : value;
  const message = value === undefined ? text : saidIn(value, text);
  const told = {
    type: messagesErrorType(status),
    message,
    ...(fields !== undefined && { provider_specific_fields: fields }),
  };
  return { type: "error", error: told, ...id };
}
