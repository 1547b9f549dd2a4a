import type { Adapter } from "../adapter.ts";
import { pythonStr } from "../python-text.ts";
import { Secret } from "../secret.ts";
import type { Kwargs, Refusal, World } from "./front.ts";
import { jsonOf } from "./json-of.ts";
import { type Blame, raised } from "./ocr-refusal.ts";
import { refuse } from "./refuse.ts";
import { type Resolved, resolveModel } from "./resolve.ts";

/** What a caller says of where an OCR call goes. */
export interface OcrAsked {
  readonly kwargs: Kwargs;
  readonly world: World;
  readonly model: string;
  readonly customProvider: string | undefined;
  readonly blame: Blame;
}

export interface OcrProvider {
  readonly read: "provider";
  readonly adapter: Adapter<"ocr">;
  readonly model: string;
  readonly key?: Secret;
}

function isSet(value: string | Secret | undefined): boolean {
  return value instanceof Secret || (value !== undefined && value !== "");
}

/** An empty key is one where no variable holds another and the vendor does not take it for none: LiteLLM sends it. */
function ownKey({ kwargs: { api_key }, world }: OcrAsked, { connection }: Adapter<"ocr">): Secret | undefined {
  if (api_key instanceof Secret) return api_key;
  const { env, isNoneIfEmpty } = connection.key;
  const isAlone = api_key === "" && isNoneIfEmpty !== true && !env.some((name) => isSet(world.env[name]));
  return isAlone ? new Secret("api_key", "") : undefined;
}

function keyOf(
  asked: OcrAsked,
  { rule, adapter }: { readonly rule: Resolved["key"]; readonly adapter: Adapter<"ocr"> },
): Secret | undefined {
  const own = ownKey(asked, adapter);
  const held = (rule?.env ?? [])
    .map((name) => asked.world.env[name])
    .find((value): value is Secret => value instanceof Secret);
  return rule?.isFirst === true ? (held ?? own) : (own ?? held);
}

function wrongKey({ kwargs: { api_key }, model }: OcrAsked): Refusal | undefined {
  if (!api_key || api_key instanceof Secret) return undefined;
  const text = `dynamic_api_key needs to be a string. dynamic_api_key=${pythonStr(jsonOf(api_key))}`;
  return refuse("BadRequestError", `GetLLMProvider Exception - ${text}\n\noriginal model: ${model}`, {
    model,
    provider: "",
  });
}

/** The adapter a model string means, what the model is called there, and the key that goes with it. */
export function readProvider(asked: OcrAsked): OcrProvider | Refusal {
  const { kwargs, world, model, customProvider } = asked;
  const where = { model, customProvider, apiBase: jsonOf(kwargs.api_base), env: world.env };
  const resolution = resolveModel(where, world.providers);
  if (!resolution.resolved) return { read: "refused", fault: resolution.fault };
  const wrong = wrongKey(asked);
  if (wrong !== undefined) return wrong;
  const { provider } = resolution;
  const adapter = provider === undefined ? undefined : world.find("ocr", provider, resolution.model);
  if (adapter !== undefined) {
    const key = keyOf(asked, { rule: resolution.key, adapter });
    return { read: "provider", adapter, model: resolution.model, ...(key !== undefined && { key }) };
  }
  if (provider !== undefined && world.providers.find(provider) !== undefined)
    return raised(`OCR is not supported for provider: ${provider}`, asked.blame);
  return raised(`${provider === undefined ? "None" : `'${provider}'`} is not a valid LlmProviders`, asked.blame);
}
