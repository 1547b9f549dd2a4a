import { envText, type Loss, RESPONSES_PARAMS, truthy, type World } from "@lintel/core";
import { entries, isObject, type JsonObject, object } from "@lintel/core/json";
import { toItems } from "./request-items.ts";
import { toParams } from "./request-params.ts";

interface Asked {
  readonly params: JsonObject;
  readonly world: World;
}

/** A request of the Responses API and what it lost, or what LiteLLM's code raises over it. */
export type Requested = { readonly request: JsonObject; readonly losses: readonly Loss[] } | { readonly text: string };

/** Optional parameters with what the Responses API knows of the extra body; the rest of it is lost. */
function withExtraBody({ extra_body: extra = null, ...params }: JsonObject, lose: (loss: Loss) => void): JsonObject {
  if (!isObject(extra)) return params;
  const isKnown = (name: string): boolean => RESPONSES_PARAMS.has(name) || name === "reasoning_effort";
  for (const [name] of entries(extra))
    if (!isKnown(name)) {
      const reason = "LiteLLM sends none of an extra body over the Responses API that it does not know";
      lose({ pointer: `/extra_body/${name}`, action: "dropped", reason });
    }
  return { ...params, ...object(entries(extra).filter(([name]) => isKnown(name))) };
}

function summarises({ settings, env }: World): boolean {
  const asked = envText(env, "LITELLM_REASONING_AUTO_SUMMARY") ?? "false";
  return truthy(settings.reasoning_auto_summary ?? null) || asked.toLowerCase() === "true";
}

/** A chat call as a request of the Responses API (LiteLLM's `transform_request`). */
export function toRequest(messages: readonly JsonObject[], { params, world }: Asked): Requested {
  const losses: Loss[] = [];
  const raised: string[] = [];
  const lose = (loss: Loss): void => void losses.push(loss);
  const raise = (text: string): JsonObject => {
    raised.push(text);
    return {};
  };
  const { input, instructions } = toItems(messages, { lose, raise });
  const said = toParams(withExtraBody(params, lose), { lose, raise, summarises: summarises(world) });
  const [text] = raised;
  if (text !== undefined) return { text };
  const told = object(entries({ ...said, ...(instructions !== undefined && { instructions }) }));
  return { request: { input, ...object(entries(told).filter(([, value]) => value !== null)) }, losses };
}
