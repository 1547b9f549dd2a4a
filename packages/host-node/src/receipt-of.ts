import type { Billed, Loss } from "@lintel/core";
import { type CostReceipt, plainReceipt } from "@lintel/core/pricing";
import { toError } from "./errors.ts";

/** The receipt, or the error that tells why there is none. */
export function receiptOf(billed: Billed | undefined, losses: readonly Loss[]): CostReceipt<number> {
  if (billed?.billed === true) return plainReceipt(billed.receipt);
  const message = "litellm.NotImplementedError: this answer has no price";
  throw toError(billed?.fault ?? { origin: "host", kind: "NotImplementedError", status: 501, message }, losses);
}
