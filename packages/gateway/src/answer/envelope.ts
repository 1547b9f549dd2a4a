import { type JsonObject, pythonCompact } from "@lintel/core/json";

/** A refusal of the gateway itself, in OpenAI's words. */
export interface Refused {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly param?: string | null;
  /** As the body tells it; the status unless given. */
  readonly code?: string;
  /** `provider_specific_fields`. */
  readonly fields?: JsonObject;
  /** LiteLLM's class of it, for metrics; `ProxyException` unless given. */
  readonly exception?: string;
}

/** The body of LiteLLM's `ProxyException`. */
export function envelope({ status, message, type, param = null, code = String(status), fields }: Refused): JsonObject {
  return { error: { message, type, param, code, ...(fields !== undefined && { provider_specific_fields: fields }) } };
}

/** The body of Starlette's own refusals. */
export function detail(text: string): string {
  return pythonCompact({ detail: text });
}
