import { FAULT_STATUS, type Fault, type FaultKind } from "../fault.ts";
import type { ProviderDirectory } from "./directory.ts";
import type { Refusal } from "./front.ts";

/** A call that ends before it leaves: LiteLLM's class with its prefix, status and text. */
export function refuse(kind: FaultKind, text: string, more: Partial<Fault> = {}): Refusal {
  const message = `litellm.${kind}: ${text}`;
  return { read: "refused", fault: { origin: "caller", kind, status: FAULT_STATUS[kind], message, ...more } };
}

/** Whose call LiteLLM says it was when its own code raises. */
export interface Blamed {
  readonly provider: string;
  readonly model: string;
  readonly providers: ProviderDirectory;
}

/** What Python raises over an argument, as `exception_type` words it; where it adds a traceback, the words without it. */
export function refuseRaised(text: string, { provider, model, providers }: Blamed): Refusal {
  const label = providers.find(provider)?.label;
  const words = label === undefined ? text : `APIConnectionError: ${label}Exception - ${text}`;
  return refuse("APIConnectionError", words, { provider, model });
}

/** What Python raises over an argument before LiteLLM knows whose call it is. */
export function refuseNameless(text: string, more: Pick<Fault, "model"> = {}): Refusal {
  return refuse("APIConnectionError", text, more);
}

/** What the HTTP client raises over an argument once it sends. */
export function refuseUnsendable(text: string, { provider, model, providers }: Blamed): Refusal {
  const label = providers.find(provider)?.label;
  if (label === undefined) return refuse("APIConnectionError", text, { provider, model });
  const words = `InternalServerError: ${label}Exception - ${text}`;
  return refuse("InternalServerError", words, { provider, model, type: "internal_server_error" });
}

/** A call of a provider that has no such route in LiteLLM either. */
export function refuseUnmapped(provider: string, model: string): Refusal {
  const passed = `You passed model=${model}, custom_llm_provider=${provider}.`;
  const text = `Unmapped LLM provider for this endpoint. ${passed} Check supported provider and route: https://docs.litellm.ai/docs/providers`;
  const { fault } = refuse("BadRequestError", text, { model, ...(provider !== "None" && { provider }) });
  return { read: "refused", fault: { ...fault, kind: "LiteLLMUnknownProvider" } };
}

/** A call that LiteLLM would serve and Lintel cannot yet. */
export function refuseUnserved(what: string, more: Partial<Fault> = {}): Refusal {
  return refuse("NotImplementedError", what, { origin: "host", code: "not_implemented", ...more });
}
