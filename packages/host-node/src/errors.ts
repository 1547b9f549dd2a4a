import { inspect } from "node:util";
import { type Fault, type FaultKind, type Loss, redactSecrets, type TransportFailure } from "@lintel/core";
import type { Json } from "@lintel/core/json";
import { redactBody } from "./redact-body.ts";

/** What broke, as the host caught it; an error that says it where nothing was thrown. */
function causeOf({ message, detail, failure }: Fault): ErrorOptions {
  if (failure?.cause !== undefined) return { cause: failure.cause };
  const text = failure?.message ?? detail;
  return text === undefined || message.endsWith(text) ? {} : { cause: new Error(redactSecrets(text)) };
}

/** A failed call. Every class below carries LiteLLM's name; text, inspection and JSON show no credential. */
export class LintelError extends Error {
  /** Who has to act: the caller, the provider, or the host. */
  readonly origin: Fault["origin"];
  /** The HTTP status a gateway answers with. */
  readonly status: number;
  readonly provider: string | undefined;
  readonly model: string | undefined;
  readonly type: string | undefined;
  readonly param: Fault["param"];
  readonly code: Fault["code"];
  /** The provider's error object as received, what looks like a credential in it as `REDACTED`. */
  readonly body: Json | undefined;
  /** The provider's response headers. */
  readonly headers: Headers;
  /** Milliseconds until another attempt may succeed, when the provider said so. */
  readonly retryAfterMs: number | undefined;
  /** What broke the connection, when no answer came or it broke off. */
  readonly failure: Omit<TransportFailure, "cause"> | undefined;
  /** What a stream had delivered before it failed. */
  readonly partial: Fault["partial"];
  readonly losses: readonly Loss[];

  constructor(fault: Fault, losses: readonly Loss[] = []) {
    super(redactSecrets(fault.message), causeOf(fault));
    this.name = fault.kind;
    this.origin = fault.origin;
    this.status = fault.status;
    this.provider = fault.provider;
    this.model = fault.model;
    this.type = fault.type;
    this.param = fault.param;
    this.code = fault.code;
    this.body = fault.body === undefined ? undefined : redactBody(fault.body);
    this.headers = new Headers((fault.reply?.headers ?? []).map(([name, value]) => [name, value]));
    this.retryAfterMs = fault.retryAfterMs;
    this.failure = fault.failure && { kind: fault.failure.kind, message: redactSecrets(fault.failure.message) };
    this.partial = fault.partial;
    this.losses = losses;
  }

  /** LiteLLM's name for `status`. */
  get status_code(): number {
    return this.status;
  }

  /** LiteLLM's name for `provider`. */
  get llm_provider(): string | undefined {
    return this.provider;
  }

  [inspect.custom](): string {
    const { status, provider, model, type, param, code, retryAfterMs, failure } = this;
    const cause = this.cause instanceof Error ? this.cause.message : undefined;
    const shown = Object.entries({
      status,
      provider,
      model,
      type,
      param,
      code,
      retryAfterMs,
      failure: failure?.kind,
      cause,
    });
    const details = shown.filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
    return redactSecrets(`${this.stack ?? this.message}\n  { ${details.join(", ")} }`);
  }
}

export class AnthropicContextManagementError extends LintelError {}
export class APIConnectionError extends LintelError {}
export class APIError extends LintelError {}
export class APIResponseValidationError extends LintelError {}
export class AuthenticationError extends LintelError {}
export class BadGatewayError extends LintelError {}
export class BadRequestError extends LintelError {}
export class ContentPolicyViolationError extends BadRequestError {}
export class ContextWindowExceededError extends BadRequestError {}
export class ImageFetchError extends BadRequestError {}
export class InternalServerError extends LintelError {}
export class InvalidRequestError extends LintelError {}
export class JSONSchemaValidationError extends APIResponseValidationError {}
/** A provider slug LiteLLM does not know. */
export class LiteLLMUnknownProvider extends BadRequestError {}
/** A model that no price map knows. */
export class ModelNotMappedError extends LintelError {}
export class NotFoundError extends LintelError {}
/** What neither LiteLLM nor Lintel can do with this provider. */
export class NotImplementedError extends LintelError {}
export class PermissionDeniedError extends LintelError {}
export class RateLimitError extends LintelError {}
export class ServiceUnavailableError extends LintelError {}
export class MidStreamFallbackError extends ServiceUnavailableError {}
export class Timeout extends LintelError {}
export class UnprocessableEntityError extends LintelError {}
export class UnsupportedParamsError extends BadRequestError {}

const CLASSES = {
  AnthropicContextManagementError,
  APIConnectionError,
  APIError,
  APIResponseValidationError,
  AuthenticationError,
  BadGatewayError,
  BadRequestError,
  ContentPolicyViolationError,
  ContextWindowExceededError,
  ImageFetchError,
  InternalServerError,
  InvalidRequestError,
  JSONSchemaValidationError,
  LiteLLMUnknownProvider,
  MidStreamFallbackError,
  ModelNotMappedError,
  NotFoundError,
  NotImplementedError,
  PermissionDeniedError,
  RateLimitError,
  ServiceUnavailableError,
  Timeout,
  UnprocessableEntityError,
  UnsupportedParamsError,
} as const satisfies Readonly<Record<FaultKind, typeof LintelError>>;

/** A fault as an error of the class its kind names. */
export function toError(fault: Fault, losses: readonly Loss[] = []): LintelError {
  return new CLASSES[fault.kind](fault, losses);
}

/** Whether a caught value is one of Lintel's errors. */
export function isLintelError(error: unknown): error is LintelError {
  return error instanceof LintelError;
}
