import { isObject, type Json, type JsonObject, numeric } from "../json/index.ts";
import type { Outcome } from "../outcome.ts";
import { ABILITIES, type Ability, supports } from "../usage/model-abilities.ts";
import { infoFields, modelInfo } from "../usage/model-info.ts";
import { maxTokens, modifiedMaxTokens } from "../usage/model-limits.ts";
import { type ModelWorld, rulesOf } from "../usage/model-names.ts";
import { got } from "./attempt.ts";
import type { Kwargs } from "./front.ts";
import type { FactsSource } from "./model-facts-source.ts";
import { noFacts, openPrices, type Pricing, unpricedOutcome } from "./price-world.ts";
import { readArguments, type Signature } from "./read-arguments.ts";
import { supportedParams } from "./supported-params.ts";
import { tokenCounter } from "./token-counter.ts";

type Answer = (given: JsonObject, world: ModelWorld) => Outcome | Promise<Outcome>;

function value(members: JsonObject, losses: Outcome["losses"] = []): Outcome {
  return { outcome: "value", value: members, losses };
}

async function withFacts(
  kwargs: Kwargs,
  signature: Signature,
  { pricing, answer }: { readonly pricing: Pricing; readonly answer: Answer },
): Promise<Outcome> {
  const read = readArguments(kwargs, signature);
  if (read.read === "refused") return { outcome: "fault", fault: read.fault, losses: [] };
  const world = await openPrices(pricing);
  return world.ok ? answer(read.given, world.value) : noFacts(world.text);
}

function text(given: Json | undefined): string | undefined {
  return typeof given === "string" ? given : undefined;
}

const INFO: Signature = {
  name: "get_model_info",
  first: "model",
  others: ["custom_llm_provider", "api_base", "api_key"],
};

/** LiteLLM's `get_model_info`: the model's row by its rules, and the parameters it takes where they are known here. */
export function getModelInfo(kwargs: Kwargs, pricing: Pricing): Promise<Outcome> {
  const answer: Answer = async (given, world) => {
    const { model = "", custom_llm_provider = null } = given;
    const provider = text(custom_llm_provider);
    const asked = { model: String(model), provider };
    const found = modelInfo(asked, world);
    if (!found.found) return unpricedOutcome({ kind: "ModelNotMappedError", text: found.text });
    const told = provider === undefined ? {} : (rulesOf(world).told(asked, world.facts) ?? {});
    const params = await supportedParams({ model, custom_llm_provider }, pricing.world, async () => got(world));
    const isKnown = params.outcome === "value";
    const fields = {
      ...infoFields(found.info),
      ...told,
      supported_openai_params: isKnown ? (params.value.params ?? null) : null,
    };
    const reason = "the parameters of this provider are not known";
    return value(fields, isKnown ? [] : [{ pointer: "/supported_openai_params", action: "dropped", reason }]);
  };
  return withFacts(kwargs, INFO, { pricing, answer });
}

const SUPPORTS: Signature = { name: "supports", first: "model", others: ["custom_llm_provider", "ability"] };

/** LiteLLM's `supports_…` functions: `{ supported }`, for an ability named by what follows `supports_`. */
export function supportsAbility(kwargs: Kwargs, pricing: Pricing): Promise<Outcome> {
  const answer: Answer = ({ model = "", custom_llm_provider, ability = "" }, world) => {
    const name = Object.keys(ABILITIES).find((it): it is Ability => it === ability);
    if (name === undefined)
      return unpricedOutcome({ kind: "ValueError", text: `no ability is called ${String(ability)}` });
    const asked = { model: String(model), provider: text(custom_llm_provider) };
    return value({ supported: supports(name, asked, world) });
  };
  return withFacts(kwargs, SUPPORTS, { pricing, answer });
}

const MAX: Signature = { name: "get_max_tokens", first: "model", others: [] };

/** LiteLLM's `get_max_tokens`: `{ max_tokens }`, null where a known model's limit is not. */
export function getMaxTokens(kwargs: Kwargs, pricing: Pricing): Promise<Outcome> {
  const answer: Answer = ({ model = "" }, world) => {
    const found = maxTokens(String(model), world);
    return found.found ? value({ max_tokens: found.value }) : unpricedOutcome({ kind: "Exception", text: found.text });
  };
  return withFacts(kwargs, MAX, { pricing, answer });
}

const REGISTER: Signature = { name: "register_model", first: "model_cost", others: [] };

/** LiteLLM's `register_model`: rows in the format of its price map, by their names. */
export function registerModel(kwargs: Kwargs, source: Pick<FactsSource, "register">): Outcome {
  const read = readArguments(kwargs, REGISTER);
  if (read.read === "refused") return { outcome: "fault", fault: read.fault, losses: [] };
  const { model_cost: rows } = read.given;
  const problem = "model_cost must be an object of rows, by the names of models";
  if (!isObject(rows)) return unpricedOutcome({ kind: "ValueError", text: problem });
  source.register(rows);
  return value({ registered: Object.keys(rows) });
}

const MODIFIED: Signature = {
  name: "get_modified_max_tokens",
  first: "model",
  others: ["base_model", "messages", "user_max_tokens", "buffer_perc", "buffer_num"],
};

/** LiteLLM's `get_modified_max_tokens`: `{ max_tokens }`, what the caller asks for made to fit the model and its input. */
export function getModifiedMaxTokens(kwargs: Kwargs, pricing: Pricing): Promise<Outcome> {
  const answer: Answer = async (given, world) => {
    const { model = "", base_model: base = model, messages = null, user_max_tokens: asked = null } = given;
    const { buffer_perc = null, buffer_num = null } = given;
    const wanted = numeric(asked);
    const isBufferRead = [buffer_perc, buffer_num].every((it) => it === null || numeric(it) !== undefined);
    if (wanted === undefined || !isBufferRead) return value({ max_tokens: asked });
    const counted = await tokenCounter({ model: base, messages }, pricing);
    const tokens = counted.outcome === "value" && isObject(counted.value) ? numeric(counted.value.tokens) : undefined;
    if (tokens === undefined) return value({ max_tokens: asked });
    const fitted = modifiedMaxTokens(
      {
        model: String(model),
        baseModel: String(base),
        userMaxTokens: wanted,
        inputTokens: tokens,
        bufferShare: numeric(buffer_perc),
        bufferTokens: numeric(buffer_num),
      },
      world,
    );
    return value({ max_tokens: fitted === wanted ? asked : fitted });
  };
  return withFacts(kwargs, MODIFIED, { pricing, answer });
}
