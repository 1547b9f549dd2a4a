import type { JsonObject } from "../json/index.ts";
import type { ChatReader } from "./completion-reader.ts";
import type { Refusal } from "./front.ts";
import { refuseUnmapped, refuseUnserved } from "./refuse.ts";

function route({ kwargs, target, world }: ChatReader, params: JsonObject, extra: JsonObject): string | undefined {
  // A call that came from there is not sent back (LiteLLM's `_skip_responses_api_bridge`).
  if (kwargs._skip_responses_api_bridge === true) return undefined;
  const { provider, model, base } = target;
  const { settings, env, providers } = world;
  return providers.chat.diverts({ provider, model, params, extra, settings, env, ...(base !== undefined && { base }) });
}

/** Whether LiteLLM knows before it looks at the parameters that another route will serve the call. */
export function divertsEarly(reader: ChatReader): boolean {
  const { web_search_options } = reader.request.params;
  return route(reader, web_search_options === undefined ? {} : { web_search_options }, {}) !== undefined;
}

/** The route that serves the call instead of chat, if LiteLLM sends it elsewhere. */
export function routeElsewhere(reader: ChatReader, params: JsonObject): string | undefined {
  return route(reader, params, reader.extras);
}

/** The refusal of a call that LiteLLM serves on another route. */
export function refuseDiverted({ target: { provider, model } }: ChatReader, needed: string): Refusal {
  return refuseUnserved(`${provider} serves ${model} elsewhere than on chat (needs: ${needed})`, { provider, model });
}

/** The refusal of a call to a provider without an adapter: LiteLLM's own where it has none either. */
export function refuseProvider({ target: { entry, provider, model } }: ChatReader): Refusal {
  if (entry?.isChat !== true) return refuseUnmapped(provider, model);
  const who = { model, ...(provider !== "None" && { provider }) };
  return refuseUnserved(`${provider} is not served on chat. You passed model=${model}`, who);
}
