import type { Policy } from "../call.ts";
import type { ProviderDirectory, ProviderEntry } from "../client/directory.ts";
import { entries, isObject, type Json, type JsonObject, keys, object, pointer } from "../json/index.ts";
import type { Loss } from "../loss.ts";
import { dropNested } from "./drop-nested.ts";

/** Parameters that are not OpenAI's, where they go. */
export interface Extras {
  readonly providerParams: JsonObject;
  readonly extra: JsonObject;
  /** How many of `providerParams` stand before `extra_body`, where there is one. */
  readonly extraPlace?: number;
  readonly losses: readonly Loss[];
}

const NO_EXTRAS: Extras = { providerParams: {}, extra: {}, losses: [] };

interface Rules {
  readonly entry: Pick<ProviderEntry, "provider" | "extras">;
  readonly policy: Policy;
  readonly scoped: ProviderDirectory["scoped"];
  /** Names the model's chat endpoint refuses. */
  readonly refused: readonly string[];
}

type Member = readonly [name: string, value: Json];

interface Judged {
  readonly kept: readonly Member[];
  readonly losses: readonly Loss[];
}

function loss(name: string, reason: string): Loss {
  return { pointer: pointer([name]), action: "dropped", reason };
}

function whyDropped(name: string, { policy, refused }: Rules): string | undefined {
  if (refused.includes(name)) return "refused on chat completions by this model";
  return policy.additionalDropParams.includes(name) ? "named in additional_drop_params" : undefined;
}

function whyDroppedOwn(name: string, rules: Rules): string | undefined {
  const { entry, scoped } = rules;
  const reason = whyDropped(name, rules);
  if (reason !== undefined) return reason;
  const isPoint = name === "cache_control_injection_points";
  if (isPoint && rules.entry.extras === "body") return "cache marks are not injected";
  const scope = scoped.find(({ prefix }) => name.startsWith(prefix));
  return scope === undefined || scope.takes(entry.provider) ? undefined : `not for ${entry.provider}`;
}

function judge(members: readonly Member[], why: (name: string) => string | undefined): Judged {
  const judged = members.map((member) => ({ member, reason: why(member[0]) }));
  return {
    kept: judged.filter(({ reason }) => reason === undefined).map(({ member }) => member),
    losses: judged.flatMap(({ member: [name], reason }) => (reason === undefined ? [] : [loss(name, reason)])),
  };
}

function inBody(extraBody: JsonObject, own: readonly Member[], rules: Rules): Extras {
  const { additionalDropParams } = rules.policy;
  if (additionalDropParams.includes("extra_body")) {
    const lost = [...keys(extraBody), ...own.map(([name]) => name)];
    return {
      providerParams: {},
      extra: {},
      losses: lost.map((name) => loss(name, "additional_drop_params names extra_body")),
    };
  }
  const written = judge(entries(extraBody), (name) => whyDropped(name, rules));
  const named = judge(own, (name) => whyDroppedOwn(name, rules));
  const { extra_body } = dropNested({ extra_body: object([...written.kept, ...named.kept]) }, additionalDropParams);
  const losses = [...written.losses, ...named.losses];
  return { providerParams: {}, extra: isObject(extra_body) ? extra_body : {}, losses };
}

/**
 * LiteLLM's `add_provider_specific_params_to_optional_params`: OpenAI-compatible providers get everything in the body, what the
 * caller put in `extra_body` first; for others they are parameters for the adapter, and where `extra_body` stands among them is told.
 */
export function splitExtras(extras: JsonObject, rules: Rules): Extras {
  if (keys(extras).length === 0) return NO_EXTRAS;
  const extraBody = isObject(extras.extra_body) ? extras.extra_body : {};
  const given = entries(extras).filter(([, value]) => value !== null);
  const own = given.filter(([name]) => name !== "extra_body");
  if (rules.entry.extras === "body") return inBody(extraBody, own, rules);
  const { kept, losses } = judge(given, (name) => whyDroppedOwn(name, rules));
  const { extra_body, ...providerParams } = dropNested(object(kept), rules.policy.additionalDropParams);
  const place = kept.findIndex(([name]) => name === "extra_body");
  const extra = isObject(extra_body) ? extra_body : {};
  return { providerParams, extra, ...(place !== -1 && { extraPlace: place }), losses };
}
