import type { Policy } from "../call.ts";
import { envText } from "../client/directory.ts";
import type { World } from "../client/front.ts";
import type { Json, JsonObject } from "../json/index.ts";
import { flag } from "./flag.ts";

function names(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((name): name is string => typeof name === "string") : [];
}

/** `LITELLM_DROP_PARAMS`: what is no flag counts as on. */
function envFlag(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== "" && flag(text) !== false;
}

/** LiteLLM's parameter policy: the call's own arguments, then the settings, then `LITELLM_DROP_PARAMS`. */
export function readPolicy(given: JsonObject, { settings, env }: Pick<World, "settings" | "env">): Policy {
  const isSet =
    settings.drop_params === undefined ? envFlag(envText(env, "LITELLM_DROP_PARAMS")) : settings.drop_params;
  return {
    dropParams: isSet === true || flag(given.drop_params) === true,
    allowedOpenaiParams: names(given.allowed_openai_params),
    additionalDropParams: names(given.additional_drop_params),
  };
}
