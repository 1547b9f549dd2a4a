import type { Fault } from "@lintel/core";

interface Known {
  /** The argument or option that is to blame. */
  readonly param?: string;
  readonly cause?: unknown;
}

/** A failure of the SDK itself: the caller's mistake, or a bug. */
export function ownFault(kind: "BadRequestError" | "InternalServerError", text: string, known: Known = {}): Fault {
  const isCaller = kind === "BadRequestError";
  const message = `litellm.${kind}: ${text}`;
  const { param, cause } = known;
  return {
    origin: isCaller ? "caller" : "host",
    kind,
    status: isCaller ? 400 : 500,
    message,
    ...(param !== undefined && { param }),
    ...(cause !== undefined && { failure: { kind: "policy", message, cause } }),
  };
}
