import type { Adapter } from "../adapter.ts";
import type { Json, JsonObject } from "../json/index.ts";
import { Secret } from "../secret.ts";
import { type Pointing, resolution } from "./completion-target.ts";
import type { Kwargs, Refusal, World } from "./front.ts";
import type { Resolved } from "./resolve.ts";

/** Whose call it is, and by what name the model goes there. */
export interface ResponsesTarget {
  readonly read: "target";
  /** LiteLLM's slug; absent where nobody can tell whose model it is. */
  readonly provider?: string;
  readonly model: string;
  readonly adapter?: Adapter<"responses">;
  readonly base?: string;
  readonly key?: Secret;
}

export interface ResponsesPointing {
  readonly kwargs: Kwargs;
  readonly given: JsonObject;
  readonly world: World;
}

/** What stands before a model's name to say that its calls go to the Responses API, where they are already. */
const PREFIX = "responses/";

function at({ kwargs, given, world }: ResponsesPointing, base: Json | undefined): Pointing {
  return { kwargs, world, given: { model: given.model ?? null, ...(base !== undefined && { api_base: base }) } };
}

function keyOf({ kwargs: { api_key }, world }: ResponsesPointing, rule: Resolved["key"]): Secret | undefined {
  const own = api_key instanceof Secret ? api_key : undefined;
  const held = rule?.env.map((name) => world.env[name]).find((value) => value instanceof Secret);
  return rule?.isFirst === true ? (held ?? own) : (own ?? held);
}

/** Key and base URL that the call names, for a provider that is known. */
export function ownAddress(pointing: ResponsesPointing, rule?: Resolved["key"]): Pick<ResponsesTarget, "base" | "key"> {
  const { api_base: base } = pointing.given;
  const key = keyOf(pointing, rule);
  return { ...(typeof base === "string" && base !== "" && { base }), ...(key !== undefined && { key }) };
}

/** The provider that the arguments name at first sight: LiteLLM blames it for what goes wrong. */
export function firstResponsesProvider(
  pointing: ResponsesPointing,
): { readonly read: "provider"; readonly provider: string | undefined } | Refusal {
  const { custom_llm_provider: custom, model = null } = pointing.given;
  if (typeof custom === "string") return { read: "provider", provider: custom };
  const found = resolution(at(pointing, undefined), model);
  return found.resolved ? { read: "provider", provider: found.provider } : { read: "refused", fault: found.fault };
}

/** Where the call goes (`_resolve_model_provider_for_responses`). */
export function readResponsesTarget(
  pointing: ResponsesPointing,
  { model, provider: custom }: { readonly model: string; readonly provider: string | undefined },
): ResponsesTarget | Refusal {
  const found = resolution(at(pointing, pointing.given.api_base), model, custom);
  if (!found.resolved) return { read: "refused", fault: found.fault };
  const { provider } = found;
  const name = found.model.startsWith(PREFIX) ? found.model.slice(PREFIX.length) : found.model;
  const adapter = provider === undefined ? undefined : pointing.world.find("responses", provider, name);
  return {
    read: "target",
    model: name,
    ...ownAddress(pointing, found.key),
    ...(provider !== undefined && { provider }),
    ...(adapter !== undefined && { adapter }),
  };
}
