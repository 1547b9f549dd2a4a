import type { Json, JsonObject } from "./json/index.ts";
import type { TransportFailure } from "./reply.ts";

/** LiteLLM's exception classes and the status each carries unless a fault says otherwise. */
export const FAULT_STATUS = {
  AnthropicContextManagementError: 400,
  APIConnectionError: 500,
  APIError: 500,
  APIResponseValidationError: 500,
  AuthenticationError: 401,
  BadGatewayError: 502,
  BadRequestError: 400,
  ContentPolicyViolationError: 400,
  ContextWindowExceededError: 400,
  ImageFetchError: 400,
  InternalServerError: 500,
  InvalidRequestError: 400,
  JSONSchemaValidationError: 500,
  LiteLLMUnknownProvider: 400,
  MidStreamFallbackError: 503,
  ModelNotMappedError: 500,
  NotFoundError: 404,
  NotImplementedError: 501,
  PermissionDeniedError: 403,
  RateLimitError: 429,
  ServiceUnavailableError: 503,
  Timeout: 408,
  UnprocessableEntityError: 422,
  UnsupportedParamsError: 400,
} as const satisfies Readonly<Record<string, number>>;

/** An exception class of LiteLLM. */
export type FaultKind = keyof typeof FAULT_STATUS;

/** A failure as a value. */
export interface Fault {
  /** Who has to act: the caller, the provider, or the host the call runs on. */
  readonly origin: "caller" | "provider" | "host";
  readonly kind: FaultKind;
  /** The HTTP status a gateway answers with. */
  readonly status: number;
  /** LiteLLM's text, its class prefix included. */
  readonly message: string;
  /** What was wrong, where LiteLLM's text is a traceback's head. */
  readonly detail?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly type?: string;
  /** As the provider spelt it: nearly always a text. */
  readonly param?: Json;
  /** As the provider spelt it: some send a number. */
  readonly code?: string | number;
  /** The provider's error object, as received. */
  readonly body?: Json;
  /** What LiteLLM's exception tells of the provider's own (`provider_specific_fields`). */
  readonly providerFields?: JsonObject;
  /** Milliseconds until another attempt may succeed, when the provider said so. */
  readonly retryAfterMs?: number;
  /** The provider's answer behind it. */
  readonly reply?: {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    /** Whether LiteLLM's exception has these headers although the status says success. */
    readonly isTold?: true;
  };
  readonly failure?: TransportFailure;
  /** The failure LiteLLM wraps for its router (`MidStreamFallbackError.original_exception`), which is told where nobody takes over. */
  readonly beneath?: Fault;
  /** Whether it is an event of the stream's own, and the bytes of that were passed on. */
  readonly isRelayed?: true;
  /** What a stream had delivered before it failed. */
  readonly partial?: { readonly content: string; readonly usage?: Json };
}

/** What nobody expected to be thrown, as a fault. */
export function thrownFault(error: unknown, of: Pick<Fault, "provider" | "model"> = {}): Fault {
  const text = error instanceof Error ? error.message : String(error);
  const kind = "InternalServerError";
  const message = `litellm.${kind}: an adapter or the host threw: ${text}`;
  return { origin: "host", kind, status: FAULT_STATUS[kind], message, ...of };
}
