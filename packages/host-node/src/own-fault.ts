import type { Fault } from "@lintel/core";

/** A failure of the SDK itself: the caller's mistake, or a bug. */
export function ownFault(kind: "BadRequestError" | "InternalServerError", text: string, cause?: unknown): Fault {
  const isCaller = kind === "BadRequestError";
  const message = `litellm.${kind}: ${text}`;
  const failure = { kind: "policy" as const, message, cause };
  return {
    origin: isCaller ? "caller" : "host",
    kind,
    status: isCaller ? 400 : 500,
    message,
    ...(cause !== undefined && { failure }),
  };
}
