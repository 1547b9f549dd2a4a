import type { FailureKind, TransportFailure } from "@lintel/core";
import { toldOfCode } from "./told-failure.ts";

const KINDS: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  EHOSTDOWN: "refused",
  EADDRNOTAVAIL: "refused",
  UND_ERR_PRX_CONN: "refused",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  EAI_NODATA: "dns",
  EAI_NONAME: "dns",
  EPROTO: "tls",
  UND_ERR_PRX_TLS: "tls",
  UND_ERR_CONNECT_TIMEOUT: "connect_timeout",
  UND_ERR_HEADERS_TIMEOUT: "read_timeout",
  UND_ERR_BODY_TIMEOUT: "read_timeout",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  UND_ERR_HEADERS_OVERFLOW: "too_large",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "too_large",
  UND_ERR_INVALID_ARG: "protocol",
  UND_ERR_NOT_SUPPORTED: "protocol",
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: "protocol",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "protocol",
  UND_ERR_CLOSED: "aborted",
  UND_ERR_DESTROYED: "aborted",
};

const PATTERNS: readonly (readonly [code: RegExp, kind: FailureKind])[] = [
  [/^(HPE_|HTTPParserError$)/, "protocol"],
  [/^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE))/, "tls"],
];

// undici's HTTPParserError has a name and no code.
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

function textOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === "") return error.errors.map(textOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}

/** A failure of the client library or the socket as a transport failure; `connecting` says how far the request had come. */
export function transportFailure(error: unknown, connecting: boolean): TransportFailure {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  const own = codeOf(error);
  const code = (own === "AggregateError" ? codeOf(first) : own) ?? "";
  const timedOut = code === "ETIMEDOUT" ? (connecting ? "connect_timeout" : "read_timeout") : undefined;
  const kind = KINDS[code] ?? PATTERNS.find(([pattern]) => pattern.test(code))?.[1] ?? timedOut;
  const told = toldOfCode(code);
  return {
    kind: kind ?? (connecting ? "refused" : "reset"),
    message: textOf(error),
    ...(told !== undefined && { told }),
    cause: error,
  };
}

export const ABORTED: TransportFailure = { kind: "aborted", message: "the caller aborted the request" };
