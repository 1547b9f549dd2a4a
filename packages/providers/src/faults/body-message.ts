import { truthy } from "@lintel/core";
import { isObject, type Json } from "@lintel/core/json";

/** The message of an error object, as OpenAI tells it or as Azure does (LiteLLM's `get_error_message`). */
export function bodyMessage(body: Json | undefined): Json | undefined {
  if (!isObject(body)) return undefined;
  if (truthy(body.message)) return body.message;
  return isObject(body.error) ? (body.error.message ?? undefined) : undefined;
}
