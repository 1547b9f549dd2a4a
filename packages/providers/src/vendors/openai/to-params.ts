import type { Loss } from "@lintel/core";
import { entries, type JsonObject, keys, object } from "@lintel/core/json";
import type { Said } from "../../described/undescribed.ts";
import { litellmFault } from "../../faults/index.ts";
import type { Asked, Translated } from "../../wires/openai-chat/index.ts";
import { isSearchOnly, oSeriesFlags, reasoningFacts } from "./models.ts";
import { reasoningRules } from "./reasoning-rules.ts";
import { onlyTemperatureOne, type Rule, renameMaxTokens, ruled } from "./rule.ts";
import type { Supported } from "./supported.ts";

function oSeriesRefusal(temperature: string): string {
  return `O-series models don't support temperature=${temperature}. Only temperature=1 is supported. To drop unsupported openai params from the call, set \`litellm.drop_params = True\``;
}

function rulesFor({ model, policy: { dropParams } }: Asked, said: Said): readonly Rule[] {
  if (oSeriesFlags(model) !== undefined)
    return [renameMaxTokens, (params) => onlyTemperatureOne(params, { dropParams, refusal: oSeriesRefusal })];
  const facts = reasoningFacts(model, said(model));
  if (facts === undefined) return [];
  return isSearchOnly(model) ? [renameMaxTokens] : reasoningRules({ model, dropParams, facts });
}

/** What nobody insists on and the model does not take: LiteLLM leaves it out without a word. */
function unheard(names: readonly string[], { model, policy }: Asked): readonly Loss[] {
  return names
    .filter((name) => !policy.allowedOpenaiParams.includes(name))
    .map((name) => ({ pointer: `/${name}`, action: "dropped", reason: `${model} does not take it` }));
}

interface Known {
  readonly said: Said;
  readonly supported: Supported;
}

/** LiteLLM's `map_openai_params` for OpenAI's models. */
export function toParams(asked: Asked, { said, supported }: Known): Translated<JsonObject> {
  const after = ruled(asked.params, rulesFor(asked, said));
  if ("refusal" in after) return { fault: litellmFault({ kind: "UnsupportedParamsError", text: after.refusal }, {}) };
  const taken = supported(asked.model);
  const names = keys(after.params);
  const rest = names.filter((name) => !taken.includes(name));
  if (rest.length === 0) return { value: after.params, losses: after.losses };
  return {
    value: object(entries(after.params).filter(([name]) => taken.includes(name))),
    losses: [...after.losses, ...unheard(rest, asked)],
  };
}
