import { pointer } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import type { Kwargs } from "./front.ts";

/** Arguments that LiteLLM takes and sends nowhere, or that Lintel does not follow. */
const UNSENT: readonly (readonly [name: string, reason: string])[] = Object.entries({
  context_window_fallback_dict: "fallbacks are not followed",
  default_headers: "LiteLLM takes it and does not send it",
  fallbacks: "fallbacks are not followed",
  metadata: "LiteLLM keeps it for its logs",
  model_file_id_mapping: "file ids are sent as they are",
  prompt_cache_retention: "LiteLLM takes it and does not send it",
  prompt_id: "prompts are not managed",
});

/** The arguments that lead to nothing. */
export function unsentLosses(kwargs: Kwargs, isSent: (name: string) => boolean): readonly Loss[] {
  const losses: Loss[] = [];
  for (const [name, reason] of UNSENT)
    if ((kwargs[name] ?? null) !== null && !isSent(name))
      losses.push({ pointer: pointer([name]), action: "dropped", reason });
  return losses;
}

/** One loss of a list that became shorter or other. */
export function lossIf(isLost: boolean, loss: Loss): readonly Loss[] {
  return isLost ? [loss] : [];
}
