import { FAULT_STATUS, type Fault } from "./fault.ts";
import type { Billable } from "./transducer.ts";
import type { CostReceipt } from "./usage/pricing/receipt.ts";

/** What an answer costs, or why nobody can tell. */
export type Billed =
  | { readonly billed: true; readonly receipt: CostReceipt }
  | { readonly billed: false; readonly fault: Fault };

/** Tells what an answer costs, at once where the prices are there; they are loaded when the first is asked for. Never rejects. */
export type Price = (answer: Billable) => Billed | Promise<Billed>;

/** Why something is not billed: by the host's lack, unless the caller asks for what is not there. */
export function unbilled(text: string, origin: "host" | "caller" = "host"): Billed {
  const kind = origin === "host" ? "NotImplementedError" : "BadRequestError";
  return { billed: false, fault: { origin, kind, status: FAULT_STATUS[kind], message: `litellm.${kind}: ${text}` } };
}
