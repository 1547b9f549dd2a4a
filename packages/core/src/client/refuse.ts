import { FAULT_STATUS, type Fault, type FaultKind } from "../fault.ts";
import type { Refusal } from "./front.ts";

/** A call that ends before it leaves: LiteLLM's class with its prefix, status and text. */
export function refuse(kind: FaultKind, text: string, more: Partial<Fault> = {}): Refusal {
  const message = `litellm.${kind}: ${text}`;
  return { read: "refused", fault: { origin: "caller", kind, status: FAULT_STATUS[kind], message, ...more } };
}
