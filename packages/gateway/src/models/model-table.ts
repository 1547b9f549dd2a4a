import { remembered, resolveModel } from "@lintel/core";
import { directory } from "@lintel/providers";
import type { Deployment, GatewayConfig } from "../config/config.ts";
import { accessGroupsOf } from "./access-groups.ts";
import { eligible } from "./eligible.ts";
import { type GroupLimits, groupLimits, isLimited } from "./group-limits.ts";
import { groupedBy } from "./grouped-by.ts";
import { type Listing, listedModels } from "./listed-models.ts";
import { captured, modelFor, type Pattern, patternsOf } from "./pattern.ts";

/** The deployments a name stands for; at least one. */
export interface ModelGroup {
  /** The `model_name` they share, a pattern's as it is written. */
  readonly group: string;
  readonly deployments: readonly Deployment[];
  /** Those of the group's further orders, which are asked where the ones before fail. */
  readonly further: readonly (readonly Deployment[])[];
  /** All of them, of whatever order. */
  readonly everyone: readonly Deployment[];
  /** How many share the name. */
  readonly size: number;
  /** Whether the name is a deployment's id. */
  readonly isById?: true;
}

/** What names mean under one configuration. */
export interface ModelTable {
  /** The deployments a call by this name may go to, in LiteLLM's order of names. */
  find(name: string): ModelGroup | undefined;
  /** Whether streams of a name are asked for their usage: where LiteLLM knows, by the names of models alone, who serves them. */
  tellsUsage(name: string): boolean;
  /** Whether somebody serves a name, and all of them are paused. */
  isPaused(name: string): boolean;
  /** The model of a paused deployment that a name means by its id. */
  pausedById(name: string): string | undefined;
  /** For a name that is not found: what LiteLLM's router looks for in vain; undefined where its proxy does not ask it. */
  unserved(name: string): string | undefined;
  /** What a name's deployments may be asked in a minute; undefined where none of them has a limit. */
  limits(name: string): GroupLimits | undefined;
  /** The deployments of exactly this name, an alias's target's; none of patterns. */
  named(name: string): readonly Deployment[];
  /** The `access_groups` of a name's deployments. */
  accessGroups(name: string): readonly string[];
  /** What `/v1/models` lists, hidden aliases left out and patterns as the models they are known to stand for. */
  listed(listing?: Listing): Promise<readonly string[]>;
}

/** Names matched by patterns that are remembered, and how long they may be: callers may ask for any number of them. */
const MOST_MATCHED = 1000;
const LONGEST_MATCHED = 200;

/** Makes the table of a configuration, once for all its requests. */
export function modelTable(config: GatewayConfig): ModelTable {
  const { deployments, env } = config;
  const groups = groupsBy(deployments, ({ name }) => name);
  const models = groupsBy(deployments, ({ params: { model } }) => (typeof model === "string" ? model : ""));
  const aliases = new Map(Object.entries(config.aliases).map(([name, { model }]) => [name, model] as const));
  const members = groupedBy(deployments, ({ name }) => name);
  const names = new Set(members.keys());
  // LiteLLM keeps the names of deployments that it could not make: no pattern stands in for them.
  const written = new Set([...names, ...(config.leftOut ?? []).map(({ name }) => name)]);
  const ids = new Map(
    deployments
      .filter(({ id, info }) => !names.has(id) && info.blocked !== true)
      .map(
        (one) =>
          [
            one.id,
            { group: one.name, deployments: [one], further: [], everyone: [one], size: 1, isById: true },
          ] as const,
      ),
  );
  const pausedIds = new Map(
    deployments.flatMap(({ id, info, params: { model } }) =>
      !names.has(id) && info.blocked === true && typeof model === "string" ? [[id, model] as const] : [],
    ),
  );
  const patterns = patternsOf(deployments);
  const matched = new Map<string, ModelGroup>();

  function patternOf(name: string): Pattern | undefined {
    return patterns.find((pattern) => captured(pattern, name) !== undefined);
  }

  function patternFor(name: string): Pattern | undefined {
    return patternOf(name) ?? patternOf(`${providerOf(name, env)}/${name}`);
  }

  function matching(name: string): ModelGroup | undefined {
    for (const pattern of patterns) {
      const parts = captured(pattern, name);
      if (parts !== undefined)
        return groupOf(
          pattern.name,
          pattern.deployments.map((one) => renamed(one, { name, parts })),
        );
    }
    return undefined;
  }

  function byPattern(name: string): ModelGroup | undefined {
    if (patterns.length === 0) return undefined;
    const known = matched.get(name);
    if (known !== undefined) return known;
    const found = matching(name) ?? matching(`${providerOf(name, env)}/${name}`);
    if (found !== undefined && matched.size < MOST_MATCHED && name.length <= LONGEST_MATCHED) matched.set(name, found);
    return found;
  }

  function search(name: string): ModelGroup | undefined {
    const target = aliases.get(name) ?? name;
    return (written.has(target) ? undefined : byPattern(target)) ?? groups.get(target) ?? models.get(target);
  }

  function isPaused(name: string): boolean {
    const served = members.get(aliases.get(name) ?? name) ?? patternFor(name)?.deployments ?? [];
    return served.length > 0 && served.every(({ info }) => info.blocked === true);
  }

  // Router.resolved_litellm_models: ids and what an alias's pattern stands for are not looked up there.
  function isKnown(name: string): boolean {
    const own = members.get(aliases.get(name) ?? name);
    const served = own ?? (aliases.has(name) ? [] : (byPattern(name)?.deployments ?? []));
    const called = served.flatMap(({ params: { model } }) => (typeof model === "string" ? [model] : []));
    return (called.length === 0 ? [name] : called).every((model) => {
      const whose = resolveModel({ model, env }, directory);
      return whose.resolved && whose.provider !== undefined;
    });
  }

  // Names go before ids, ids before aliases; but a name that is an alias, too, stands for the alias's model.
  const exact = new Map([
    ...ids,
    ...[...names, ...aliases.keys()].flatMap((name) => {
      const found = ids.has(name) ? undefined : search(name);
      return found === undefined ? [] : [[name, found] as const];
    }),
  ]);
  function limits(name: string): GroupLimits | undefined {
    return groupLimits(members.get(aliases.get(name) ?? name) ?? patternFor(name)?.deployments ?? []);
  }

  return {
    find: (name) => exact.get(name) ?? (names.has(name) || aliases.has(name) ? undefined : search(name)),
    tellsUsage: remembered(isKnown),
    limits: deployments.some(isLimited) ? remembered(limits) : () => undefined,
    named: (name) => members.get(aliases.get(name) ?? name) ?? [],
    accessGroups: (name) =>
      accessGroupsOf(members.get(aliases.get(name) ?? name) ?? patternFor(name)?.deployments ?? []),
    isPaused,
    pausedById: (name) => pausedIds.get(name),
    unserved: (name) => aliases.get(name) ?? (patterns.length > 0 || written.has(name) ? name : undefined),
    listed: (listing) => listedModels(config, listing),
  };
}

function groupsBy(
  deployments: readonly Deployment[],
  key: (one: Deployment) => string,
): ReadonlyMap<string, ModelGroup> {
  return new Map(
    [...groupedBy(deployments, key)].flatMap(([name, members]) => {
      const group = groupOf(name, members);
      return group === undefined ? [] : [[name, group] as const];
    }),
  );
}

function groupOf(group: string, members: readonly Deployment[]): ModelGroup | undefined {
  const [deployments, ...further] = eligible(members);
  return (
    deployments && { group, deployments, further, everyone: [deployments, ...further].flat(), size: members.length }
  );
}

function renamed(
  deployment: Deployment,
  matched: { readonly name: string; readonly parts: readonly string[] },
): Deployment {
  const { model } = deployment.params;
  return typeof model === "string"
    ? { ...deployment, written: model, params: { ...deployment.params, model: modelFor(model, matched) } }
    : deployment;
}

// get_pattern puts whatever it takes for the provider before a name, Python's None too.
/** The provider of a model by its name alone, `None` for one that nobody knows. */
export function providerOf(model: string, env: GatewayConfig["env"]): string {
  const whose = resolveModel({ model, env }, directory);
  return whose.resolved ? (whose.provider ?? "None") : "None";
}
