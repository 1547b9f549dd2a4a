import type { Json, JsonObject } from "../json/index.ts";
import type { Outcome } from "../outcome.ts";
import { truthy } from "../params/truthy.ts";
import { supports } from "../usage/model-abilities.ts";
import type { ModelWorld } from "../usage/model-names.ts";
import type { Attempt } from "./attempt.ts";
import { resolution } from "./completion-target.ts";
import type { ParametersAsked } from "./directory.ts";
import type { Kwargs, World } from "./front.ts";
import { noFacts } from "./price-world.ts";
import { readArguments } from "./read-arguments.ts";
import { refuseUnserved } from "./refuse.ts";

const SIGNATURE = {
  name: "get_supported_openai_params",
  first: "model",
  others: ["custom_llm_provider", "request_type", "base_model"],
};

const CHAT = "chat_completion";

/** Whose list it is: the provider's that is named, else the model's own. */
function providerOf(given: JsonObject, { kwargs, world }: { readonly kwargs: Kwargs; readonly world: World }): Json {
  const { custom_llm_provider: custom = null, model = null } = given;
  if (truthy(custom)) return custom;
  const found = resolution({ kwargs, given: { model }, world }, model);
  return found.resolved ? (found.provider ?? null) : null;
}

type Asked = Omit<ParametersAsked, "can" | "supports" | "ownerOf">;

function asking(asked: Asked, facts: ModelWorld): ParametersAsked {
  const { model, provider } = asked;
  return {
    ...asked,
    can: (ability, where = "here") => supports(ability, where === "here" ? { model, provider } : { model }, facts),
    supports: (ability, of) => supports(ability, of, facts),
    ownerOf: (name) => {
      const row = facts.facts.row(name);
      return row === undefined ? undefined : String(row.litellm_provider ?? "");
    },
  };
}

function told(params: Json): Outcome {
  return { outcome: "value", value: { params }, losses: [] };
}

function unknown({ provider, type }: Asked): Outcome {
  const { fault } = refuseUnserved(`the parameters of ${provider} for ${type} are not known`, { provider });
  return { outcome: "fault", fault, losses: [] };
}

/** A list of LiteLLM's own for a provider that nothing here speaks to; for chat a model's and its hint's together. */
function listed(asked: Asked, facts: ModelWorld): Outcome {
  const { hint: base } = asked;
  const rules = facts.providers.parameters;
  if (rules === undefined) return unknown(asked);
  const own = rules.of(asking(asked, facts));
  const isJoined = base !== undefined && asked.type === CHAT && facts.providers.find(asked.provider) !== undefined;
  if (own === null || !isJoined) return told(own);
  return told([...new Set([...own, ...(rules.of(asking({ ...asked, model: base }, facts)) ?? [])])]);
}

/** LiteLLM's `get_supported_openai_params`: `{ params }`, a list in LiteLLM's order, or null for a provider nobody knows. */
export async function supportedParams(
  kwargs: Kwargs,
  world: World,
  facts: () => Promise<Attempt<ModelWorld>>,
): Promise<Outcome> {
  const read = readArguments(kwargs, SIGNATURE);
  if (read.read === "refused") return { outcome: "fault", fault: read.fault, losses: [] };
  const { given } = read;
  const { model, request_type: type = CHAT, base_model: hint } = given;
  const found = providerOf(given, { kwargs, world });
  const provider = typeof found === "string" ? found : "";
  const [head = ""] = provider.split("/", 1);
  const name = type === CHAT && world.providers.find(head) !== undefined ? head : provider;
  const base = typeof hint === "string" && hint !== "" && hint !== model ? hint : undefined;
  const own = typeof model === "string" ? model : "";
  const asked = { provider: name, model: own, kind: own, type: String(type), hint: base };
  const isByAdapter = asked.type === CHAT || world.providers.parameters?.isSteady(name) === true;
  const adapter = isByAdapter && typeof model === "string" ? world.find("chat", name) : undefined;
  if (adapter !== undefined) return told([...adapter.supported(asked.model, base ?? asked.model)]);
  const known = await facts();
  return known.ok ? listed(asked, known.value) : noFacts(known.text);
}
