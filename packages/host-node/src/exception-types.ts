import type { LintelError } from "./errors.ts";

/** LiteLLM's keyword arguments of `exception_type`. */
export interface ExceptionTypeArgs {
  readonly model: string;
  readonly custom_llm_provider: string;
  /** The error, with the HTTP status that came with it and the provider's error object, where there are any. */
  readonly original_exception: {
    readonly message: string;
    readonly status_code?: number;
    readonly body?: unknown;
  };
}

/** LiteLLM's `exception_type`: the error it makes of one that was met elsewhere. */
export type ExceptionType = (args: ExceptionTypeArgs) => Promise<LintelError>;
