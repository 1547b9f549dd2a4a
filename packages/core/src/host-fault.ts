import type { Call } from "./call.ts";
import { FAULT_STATUS, type Fault, type FaultKind } from "./fault.ts";
import type { Unsupplied } from "./host.ts";
import type { RouteName } from "./routes/index.ts";

/** What went wrong here, not at the provider, as LiteLLM's class of it. */
export function hostFault<R extends RouteName>(call: Call<R>, kind: FaultKind, text: string): Fault {
  const message = `litellm.${kind}: ${text}`;
  return { origin: "host", kind, status: FAULT_STATUS[kind], message, provider: call.provider, model: call.model };
}

// LiteLLM's ImageFetchError names itself after the class it descends from.
const SPOKEN: Partial<Record<FaultKind, string>> = { ImageFetchError: "BadRequestError" };

/** What nobody supplied; where an argument is to blame, the caller's fault. */
export function unsupplied<R extends RouteName>(call: Call<R>, { message, kind, param, failure }: Unsupplied): Fault {
  const more = { ...(param !== undefined && { param }), ...(failure !== undefined && { failure }) };
  if (kind === undefined) return { ...hostFault(call, "APIConnectionError", message), ...more };
  const words = `litellm.${SPOKEN[kind] ?? kind}: ${message}`;
  return { origin: "caller", kind, status: FAULT_STATUS[kind], message: words, ...more };
}
