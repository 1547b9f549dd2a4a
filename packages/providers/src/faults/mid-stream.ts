import type { Fault } from "@lintel/core";
import { litellmFault } from "./litellm-fault.ts";
import { mapException } from "./map-exception.ts";
import type { FaultContext, Raised } from "./raised.ts";

interface Marks {
  readonly raised: Partial<Raised>;
  readonly context: FaultContext;
}

/** LiteLLM's `_handle_stream_fallback_error`: a client's own mistake is told as it is; from anything else another deployment may take over. */
export function midStream(mapped: Fault, { raised, context }: Marks): Fault {
  const { status, message } = mapped;
  if (status >= 400 && status < 500 && status !== 429) return mapped;
  const { provider, model, now } = context;
  const wrapped = litellmFault(
    { kind: "MidStreamFallbackError", text: message, status },
    { provider, model, now, raised },
  );
  return { ...wrapped, ...(raised.body !== undefined && { body: raised.body }), beneath: mapped };
}

/** What is raised while a stream is read, as the fault that ends it. */
export function streamFault(raised: Raised, context: FaultContext): Fault {
  return midStream(mapException(raised, context), { raised, context });
}

/** The fault of a model that says the same over and over. */
export function loopFault(text: string, context: FaultContext): Fault {
  const unmarked = { kind: "InternalServerError", text: `The model is repeating the same chunk = ${text}.` } as const;
  return midStream(litellmFault(unmarked, {}), { raised: {}, context });
}
