import { FAULT_STATUS, type Fault, type FaultKind, retryAfter } from "@lintel/core";
import { isObject, type Json, type JsonObject } from "@lintel/core/json";
import type { FaultContext, Raised } from "./raised.ts";

/** An exception of LiteLLM's before its class has put its marks on it. */
export interface Unmarked {
  readonly kind: FaultKind;
  /** The text given to the class, without its prefix. */
  readonly text: string;
  /** The status given to the class or taken from the reply, for the classes that let one through. */
  readonly status?: number;
  readonly body?: Json;
  readonly providerFields?: JsonObject;
}

/** Classes whose status is the reply's (the OpenAI SDK's `APIStatusError` sets it last), or one given to them. */
const TAKES_STATUS: ReadonlySet<FaultKind> = new Set([
  "APIError",
  "AuthenticationError",
  "BadRequestError",
  "ContentPolicyViolationError",
  "ContextWindowExceededError",
  "ImageFetchError",
  "MidStreamFallbackError",
  "NotFoundError",
  "PermissionDeniedError",
  "Timeout",
  "UnprocessableEntityError",
]);

/** Classes that are told a status, whether there is a reply or not. */
export const TELLS_STATUS: ReadonlySet<FaultKind> = new Set(["APIError", "Timeout"]);

/** Prefixes other than the class's own name. */
const PREFIX: Partial<Readonly<Record<FaultKind, string>>> = {
  ContentPolicyViolationError: "litellm.BadRequestError: litellm.ContentPolicyViolationError: ",
  ContextWindowExceededError: "litellm.ContextWindowExceededError: litellm.BadRequestError: ",
  ImageFetchError: "litellm.BadRequestError: ",
  InvalidRequestError: "",
  JSONSchemaValidationError: "",
};

const MARKS: Partial<Readonly<Record<FaultKind, Pick<Fault, "type" | "code">>>> = {
  InternalServerError: { type: "internal_server_error" },
  RateLimitError: { type: "throttling_error", code: "429" },
};

const CALLERS: ReadonlySet<FaultKind> = new Set([
  "AuthenticationError",
  "BadRequestError",
  "ContentPolicyViolationError",
  "ContextWindowExceededError",
  "ImageFetchError",
  "InvalidRequestError",
  "NotFoundError",
  "PermissionDeniedError",
  "UnprocessableEntityError",
  "UnsupportedParamsError",
]);

const HOSTS: ReadonlySet<string> = new Set(["aborted", "dns", "policy", "pool_timeout", "tls", "too_large"]);

function originOf(kind: FaultKind, raised: Partial<Raised>): Fault["origin"] {
  if (raised.failure !== undefined) return HOSTS.has(raised.failure.kind) ? "host" : "provider";
  return CALLERS.has(kind) ? "caller" : "provider";
}

function bodyMarks(body: Json | undefined): Pick<Fault, "type" | "param" | "code"> {
  if (!isObject(body)) return {};
  const { type, param, code } = body;
  return {
    ...(typeof type === "string" && { type }),
    ...(param !== undefined && param !== null && { param }),
    ...((typeof code === "string" || typeof code === "number") && { code }),
  };
}

/** A fault as the constructor of its exception class in LiteLLM leaves it: prefix, status, type, code. */
export function litellmFault(
  { kind, text, status, body, providerFields }: Unmarked,
  context: Partial<FaultContext> & { readonly raised?: Partial<Raised> },
): Fault {
  const { provider, model, raised = {}, now = 0 } = context;
  const { head, failure } = raised;
  const wait = retryAfter(head, now);
  return {
    origin: originOf(kind, raised),
    kind,
    status: (TAKES_STATUS.has(kind) && status !== 0 ? status : undefined) ?? FAULT_STATUS[kind],
    message: `${PREFIX[kind] ?? `litellm.${kind}: `}${text}`,
    ...(raised.detail !== undefined && { detail: raised.detail }),
    ...(provider !== undefined && { provider }),
    ...(model !== undefined && { model }),
    ...bodyMarks(body),
    ...MARKS[kind],
    ...(body !== undefined && { body }),
    ...(providerFields !== undefined && { providerFields }),
    ...(wait !== undefined && { retryAfterMs: Math.max(0, wait * 1000) }),
    ...(head !== undefined && {
      reply: { status: head.status, headers: head.headers, ...(raised.isHeadTold && { isTold: true }) },
    }),
    ...(failure !== undefined && { failure }),
  };
}
