import type { Refusal, World } from "./front.ts";
import { refuse } from "./refuse.ts";

/** Whom LiteLLM names where an OCR call fails before it has its provider (`_error_provider`). */
export interface Blame {
  readonly provider?: string;
  /** The provider's name in messages; without one LiteLLM prints a traceback, which is left out. */
  readonly label?: string;
  /** The model without that provider's prefix. */
  readonly model: string;
}

/** The provider a model string names at first sight: by its prefix, or by beginning with `slug-ocr`. */
function sighted(model: string, { providers, find }: World): string | undefined {
  const prefix = model.split("/", 1)[0] ?? "";
  const isNamed = (provider: string): boolean =>
    find("ocr", provider) !== undefined && providers.ocr?.anonymous.includes(provider) !== true;
  if (isNamed(prefix)) return prefix;
  return providers.entries.find(({ provider }) => model.startsWith(`${provider}-ocr`) && isNamed(provider))?.provider;
}

export function blame(
  model: string,
  { customProvider, world }: { readonly customProvider: string | undefined; readonly world: World },
): Blame {
  const provider = customProvider ?? sighted(model, world);
  const label = provider === undefined ? undefined : world.providers.find(provider)?.label;
  const prefix = `${provider}/`;
  return {
    model: provider !== undefined && model.startsWith(prefix) ? model.slice(prefix.length) : model,
    ...(provider !== undefined && { provider }),
    ...(label !== undefined && { label }),
  };
}

/** LiteLLM's own refusal of an argument, the model named as the caller wrote it. */
export function badRequest(
  text: string,
  { model, provider = "" }: { readonly model: string; readonly provider: string | undefined },
): Refusal {
  return refuse("BadRequestError", text, { model, provider });
}

/** What Python raises over an argument, as `exception_type` words it. */
export function raised(text: string, { label, model, provider }: Blame): Refusal {
  const words = label === undefined ? text : `APIConnectionError: ${label}Exception - ${text}`;
  return refuse("APIConnectionError", words, { model, ...(provider !== undefined && { provider }) });
}

/** What httpx raises over an argument when the request is sent. */
export function unsendable(text: string, to: Blame): Refusal {
  const { label, model, provider } = to;
  if (label === undefined) return raised(text, to);
  const more = { model, type: "internal_server_error", ...(provider !== undefined && { provider }) };
  return refuse("InternalServerError", `InternalServerError: ${label}Exception - ${text}`, more);
}
