import type { Settings } from "../call.ts";
import { isObject, type JsonObject, pointer } from "../json/index.ts";
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

interface Unfollowed {
  readonly given: JsonObject;
  readonly params: JsonObject;
  readonly settings: Settings;
}

/** LiteLLM's `post_call_processing`: what asks for the answer to be checked against the schema it was asked for. */
function isValidationAsked({ given, params: { response_format: format }, settings }: Unfollowed): boolean {
  if (!isObject(format)) return false;
  const { enable_json_schema_validation: asked = null } = given;
  const isOn = (asked ?? settings.enable_json_schema_validation) === true;
  const isEnforced = format.type === "json_object" && format.enforce_validation === true;
  return (isOn && isObject(format.json_schema)) || (isEnforced && isObject(format.response_schema));
}

/** What LiteLLM would do besides, and nobody does here. */
export function unfollowedLosses(asked: Unfollowed): readonly Loss[] {
  return lossIf(isValidationAsked(asked), {
    pointer: "/response_format",
    action: "dropped",
    reason: "the answer is not checked against its schema",
  });
}

/** One loss of a list that became shorter or other. */
export function lossIf(isLost: boolean, loss: Loss): readonly Loss[] {
  return isLost ? [loss] : [];
}
