import type { Kwargs } from "@lintel/core";
import { toError } from "./errors.ts";
import { ownFault } from "./own-fault.ts";

/** The arguments of a call as they were given; what is no object of them is refused with a `BadRequestError`. */
export function argumentsOf(args: object | undefined): Kwargs {
  if (typeof args === "object" && args !== null && !Array.isArray(args)) return { ...args };
  throw toError(ownFault("BadRequestError", "expected one object of arguments"));
}
